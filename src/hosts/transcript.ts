import { ownersOf } from '../core/esxi/owners.ts';
import { readPassages } from '../core/esxi/read.ts';
import { type Asked, askedRemark } from '../core/esxi/reading/asked-at.ts';
import type { ReadPassage } from '../core/esxi/reading/hosts.ts';
import { readShellLine } from '../core/esxi/reading/prompt.ts';
import { toTranscript } from '../core/esxi/reading/transcript.ts';
import type { Output } from './batch.ts';

interface Prompt {
  /** Its name in the inventory, by which the state will be called. */
  readonly host: string;
  readonly user: string;
  readonly console: boolean;
}

interface Answer extends Pick<Output, 'stdout' | 'stderr'> {
  readonly query: { readonly text: string };
  /** When it was sent and answered, of a query that is only worth something with it. */
  readonly asked?: Asked;
}

/** How an output stands in the transcript: as printed, in part or wholly marked as mere output, or not at all. */
const AS_PRINTED = 0;
const PART_MARKED = 1;
const MARKED = 2;
const LEFT_OUT = 3;

export interface Transcript {
  readonly text: string;
  /** The commands whose output could be taken for something else, so that it was marked or left out. */
  readonly marked: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * Answers as a shell session, as an operator would paste it. A host's output may hold anything, another host's prompt and
 * tables included. So the session is read as everybody will read it, and an output that shows another command or host, or
 * says what only another command's output can say, is marked `(output)` line by line.
 */
export function transcriptOf(prompt: Prompt, answers: readonly Answer[]): Transcript {
  const shown = shownPrompt(prompt);
  const ways = answers.map(() => AS_PRINTED);
  for (;;) {
    // The prompt at the end tells an empty last listing from one that was cut off.
    const text = [...answers.map((answer, i) => passageOf(shown, answer, ways[i]!)), shown.trimEnd()].join('\n');
    const strange = strangeIn(readPassages(text), shown, answers);
    const left = strange.filter((i) => ways[i]! < LEFT_OUT);
    if (left.length === 0) {
      const those = (way: (each: number) => boolean) =>
        answers.filter((_, i) => way(ways[i]!)).map(({ query }) => query.text);
      return {
        text,
        marked: those((way) => way === PART_MARKED || way === MARKED),
        leftOut: those((way) => way === LEFT_OUT),
      };
    }
    for (const i of left) ways[i]! += 1;
  }
}

function shownPrompt({ host, user, console }: Prompt): string {
  const name = user.replace(/[^\w.-]/g, '_');
  return console ? `[${name}@${host} ${name}]# ` : `[${name}@${host}:~] `;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a transcript holds text; a terminal's controls are none
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

function passageOf(shown: string, { query, stdout, stderr, asked }: Answer, way: number): string {
  const output = [stdout, stderr].map((text) => text.trimEnd()).filter((text) => text !== '');
  const lines = output.flatMap((text) => text.split(/\r\n|\n|\r/)).map((line) => line.replace(CONTROLS, ''));
  return [`${shown}${query.text}${asked === undefined ? '' : askedRemark(asked)}`, ...asShown(lines, way), ''].join(
    '\n',
  );
}

function asShown(lines: readonly string[], way: number): readonly string[] {
  const mark = (line: string) => `(output) ${line}`;
  if (way === AS_PRINTED) return lines;
  if (way === PART_MARKED) return lines.map((line) => (opensPassage(line) ? mark(line) : line));
  return way === MARKED ? lines.map(mark) : [`(output left out: ${lines.length} lines)`];
}

/** True where the reader takes a line for a prompt, a command or a host's title. */
function opensPassage(line: string): boolean {
  const [first, second] = toTranscript(`-\n${line}\n-`);
  return second !== undefined || first?.command.text !== '' || first.host !== null;
}

/** The answers whose output is not read as theirs alone. */
function strangeIn(passages: readonly ReadPassage[], shown: string, answers: readonly Answer[]): number[] {
  const { host } = readShellLine(shown)!;
  const strange = new Set<number>();
  for (const [i, { query, asked }] of answers.entries()) {
    const { passage, said } = passages[i] ?? {};
    // The same command asked at another time is one that the output above shows.
    if (passage?.command.text === query.text && !sameTime(passage.asked, asked)) {
      strange.add(Math.max(0, i - 1));
      break;
    }
    if (passage?.host !== host || passage.command.text !== query.text) {
      // A passage too many comes from the output above; a command that goes on, from the one below.
      strange.add(passage?.command.text.startsWith(query.text) ? i : Math.max(0, i - 1));
      break;
    }
    const owners = ownersOf(query.text);
    if (said!.facts.some(({ parser }) => !owners.includes(parser))) strange.add(i);
  }
  if (strange.size === 0 && passages.length > answers.length) strange.add(answers.length - 1);
  return [...strange];
}

function sameTime(a: Asked | undefined, b: Asked | undefined): boolean {
  return a?.askedAt === b?.askedAt && a?.answeredAt === b?.answeredAt;
}
