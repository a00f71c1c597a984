import type { ChangesPort } from './changes-port.ts';
import type { Need } from './core/esxi/needs.ts';
import type { Reply } from './core/reply.ts';
import type { Inventory } from './inventory.ts';
import { nearest } from './nearest.ts';
import { Problem } from './problem.ts';

/** One verb: its file is its name. It knows neither the terminal nor chat: words in, an answer out. */
export interface Command {
  readonly name: string;
  /** The words after `vmkbot`, as help prints them. */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** The options it takes besides `--from` and `--json`. */
  readonly options?: readonly OptionName[];
  run(asked: Asked, ports: Ports): Promise<Answer>;
}

/** Keeps a verb's type without widening it. */
export const command = <C extends Command>(definition: C): C => definition;

export const OPTIONS = ['from', 'json', 'stack', 'out', 'fail-on', 'save', 'help', 'version'] as const;
export type OptionName = (typeof OPTIONS)[number];

/** What somebody typed, taken apart. */
export interface Asked {
  readonly verb: string;
  readonly words: readonly string[];
  readonly from: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly stack?: string;
  readonly out?: string;
  readonly failOn?: 'error' | 'risk';
  /** The file that keeps the transcript of a live host; a terminal's alone. */
  readonly save?: string;
  /** The names in the inventory, where there is one. */
  readonly inventory?: readonly string[];
}

/** One input as given, or the transcript of a host that was read live. */
export interface Capture {
  readonly name: string;
  readonly text: string;
  /** When it was read; and how long ago that is, where the answer is not kept: in chat it stands for days. */
  readonly live?: { readonly readAt: string; readonly ageSeconds?: number };
  /** What went otherwise than asked when it was read. */
  readonly notes?: readonly string[];
}

/** What a verb may use of the world. */
export interface Ports {
  /** What to read: the inputs given, or of the hosts named what is needed. */
  captures(needs?: readonly Need[]): Promise<readonly Capture[]>;
  /** The configured hosts; missing where none are configured. */
  readonly inventory?: Inventory;
  /** The record of changes, of the hosts that whoever asks may see. */
  readonly changes?: ChangesPort;
  /** The lines of the one file that was named, however many; a terminal's alone. */
  lines?(): AsyncIterable<string>;
}

/** The same answer for programs and for people; `exit` where it is not 0: 1 nothing to answer from, 4 refused by safety, 5 a finding as grave as asked for. */
export interface Answer {
  readonly json: object;
  reply(): Reply;
  /** What people get is the same JSON, indented: a schema is for programs either way. */
  readonly verbatim?: true;
  readonly exit?: 1 | 4 | 5;
  /** What is written as it comes, in place of the reply. */
  readonly stream?: Stream;
}

/** Text that has no end yet, or too much of it for a reply. */
export interface Stream {
  /** Of the file that it is where files are sent. */
  readonly file: string;
  /** Each line is a JSON object. */
  readonly json: boolean;
  /** Without their ends. */
  readonly lines: AsyncIterable<string>;
  /** The exit status, once the lines have come to their end. */
  exit?(): 0 | 4 | 5;
}

const TAKES_VALUE: ReadonlySet<string> = new Set(['from', 'stack', 'out', 'fail-on', 'save']);

/** Chat programs and phones turn quotes, dashes and spaces into prettier ones; this undoes it, of a word or a line. */
export function straighten(word: string): string {
  return word
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2018\u2019\u201a]/g, "'")
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/(^|\s)[\u2013\u2014]+(?=[a-z])/gi, '$1--')
    .replace(/[\u2010-\u2015]/g, '-');
}

/** Splits a typed line at spaces; a quote counts only where a word begins, so that `why can't` is two words. */
export function split(line: string): string[] {
  const pieces = straighten(line).match(/"[^"]*"(?=\s|$)|'[^']*'(?=\s|$)|\S+/g) ?? [];
  return pieces.map((piece) => (/^(["']).*\1$/.test(piece) && piece.length > 1 ? piece.slice(1, -1) : piece));
}

/** Takes words apart into verb, options and the rest. `verbs` are the names there are. */
export function parse(typed: readonly string[], verbs: readonly string[]): Asked {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  const given = typed.map(straighten);
  for (let i = 0; i < given.length; i++) {
    const [, name, attached] = /^--([a-z-]+)(?:=(.*))?$/s.exec(given[i]!) ?? [];
    if (name === undefined) words.push(given[i]!);
    else if (!isOption(name)) throw unknownOption(name);
    else if (!TAKES_VALUE.has(name)) options.set(name, ['']);
    else options.set(name, [...(options.get(name) ?? []), attached ?? needed(name, given[++i])]);
  }
  const asked = { words: words.slice(1), from: options.get('from') ?? [], json: options.has('json') };
  return { ...asked, verb: verbOf(words[0], options, verbs), help: options.has('help'), ...settings(options) };
}

/** Refuses options that the verb has no use for: a silently ignored `--stack` would make the answer a wrong one. */
export function allowOptions({ name, options = [] }: Command, asked: Asked): void {
  const given = { stack: asked.stack, out: asked.out, 'fail-on': asked.failOn, save: asked.save };
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined || options.includes(option as OptionName)) continue;
    throw usage(`\`${name}\` takes no option --${option}.`, `See vmkbot help ${name}.`);
  }
}

/** Wrong usage: exit status 2. */
export function usage(message: string, next: string, code = 'usage', near?: Problem['near']): Problem {
  return new Problem({ code, message, next, exit: 2, near });
}

function verbOf(word: string | undefined, options: ReadonlyMap<string, unknown>, verbs: readonly string[]): string {
  if (word === undefined) return options.has('version') ? 'version' : 'help';
  const verb = word.toLowerCase();
  if (verbs.includes(verb)) return verb;
  const near = nearest(verb, verbs);
  throw usage(
    `There is no verb \`${word}\`.`,
    near === undefined
      ? `The verbs: ${verbs.join(', ')}.`
      : `Did you mean \`${near}\`? The verbs: ${verbs.join(', ')}.`,
    'unknown-verb',
  );
}

function isOption(name: string): name is OptionName {
  return (OPTIONS as readonly string[]).includes(name);
}

function unknownOption(name: string): Problem {
  const near = nearest(name, OPTIONS);
  const all = `The options: ${OPTIONS.map((option) => `--${option}`).join(', ')}.`;
  return usage(`There is no option --${name}.`, near === undefined ? all : `Did you mean --${near}? ${all}`);
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw usage(`--${name} needs a value.`, EXAMPLE[name]!);
  return value;
}

const EXAMPLE: Readonly<Record<string, string>> = {
  from: 'For example --from capture.txt, or --from - for standard input.',
  stack: 'For example --stack vmotion.',
  out: 'For example --out vmk1.',
  'fail-on': 'Use --fail-on error or --fail-on risk.',
  save: 'For example --save esx-07.txt.',
};

function settings(options: ReadonlyMap<string, readonly string[]>): Pick<Asked, 'stack' | 'out' | 'failOn' | 'save'> {
  for (const name of ['stack', 'out', 'fail-on', 'save']) {
    if ((options.get(name)?.length ?? 0) > 1) throw usage(`--${name} was given more than once.`, EXAMPLE[name]!);
  }
  const [stack, out, failOn, save] = ['stack', 'out', 'fail-on', 'save'].map((name) => options.get(name)?.[0]);
  if (failOn !== undefined && failOn !== 'error' && failOn !== 'risk') {
    throw usage(`--fail-on does not know "${failOn}".`, EXAMPLE['fail-on']!);
  }
  if (out !== undefined && !/^vmk\d+$/.test(out)) throw usage(`"${out}" is not a vmkernel adapter.`, EXAMPLE.out!);
  return { ...(stack && { stack }), ...(out && { out }), ...(failOn && { failOn }), ...(save && { save }) };
}
