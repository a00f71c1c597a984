import type { Asked } from './asked-at.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { type Line, toLines } from './lines.ts';
import { readShellLine } from './prompt.ts';

/** One command and what it printed; `command.text` is empty where no command line stood above the output. */
export interface Passage {
  readonly command: CommandLine;
  /** The host its prompt named, or null. */
  readonly host: string | null;
  readonly system: 'esxi' | 'console' | null;
  readonly lines: readonly Line[];
  /** True where a prompt stands before the command. */
  readonly prompted: boolean;
  /** True where the next prompt stands below the output, so that nothing of it was cut off at its end. */
  readonly ended: boolean;
  /** When the command was sent and answered, by the clock of whoever sent it. */
  readonly asked?: Asked;
  /** The member of a support bundle that it was read from. */
  readonly member?: string;
  /** The letter of the input, where several were given. */
  readonly capture?: string;
}

/** Prompts inside a long line: the paste lost its line breaks. What is before is looked at last, or blanks take quadratic time. */
const INNER_PROMPT =
  /(?=\[[\w.-]+@[\w.-]+[: ][^\]\s]{0,40}\]\s?[#$]?\s?(?:esx|vmk|vmw|local|ping|route|ntpq|$))(?<=\S\s+)|(?=~ # )(?<=\S\s+)/g;
const HOST_TITLE = /^[#=*\s-]*(?:host(?:name)?|server|esxi?(?: host)?)\s*[:=]\s*([A-Za-z][\w.-]*)[#=*\s-]*$/i;
const TITLE_LIKE = /^[#=*\s-]*(?:host|server|esx)/i;
const FOLDED = 160;

/** Cuts a shell session, or a damaged copy of one, into commands and their outputs. Never throws. */
export function toTranscript(input: string, capture?: string): Passage[] {
  const passages: Passage[] = [];
  let open = {
    command: readCommandLine(''),
    host: null as string | null,
    system: null as Passage['system'],
    lines: [] as Line[],
    prompted: false,
    ended: false,
    asked: undefined as Asked | undefined,
    member: undefined as string | undefined,
  };
  const close = () => {
    const { asked, member, ...passage } = open;
    if (passage.command.text === '' && passage.lines.every(({ text }) => text.trim() === '')) return;
    passages.push({ ...passage, ...(asked !== undefined && { asked }), ...(member !== undefined && { member }) });
  };
  for (const line of unfolded(linesOf(input, capture))) {
    const title = TITLE_LIKE.test(line.text) ? HOST_TITLE.exec(line.text) : null;
    const shell = title
      ? { host: title[1]!, system: open.system, command: '', prompted: false, asked: undefined, member: undefined }
      : readShellLine(line.text);
    if (shell === null) {
      const whole =
        open.command.netstackLost && open.lines.length === 0 ? completed(open.command.text, line.text) : null;
      if (whole === null) open.lines.push(line);
      else open = { ...open, command: whole };
      continue;
    }
    if (shell.command !== '' && shell.command === open.command.text && open.lines.length === 0) continue; // echoed twice
    open.ended = shell.prompted;
    close();
    const [command, rest] = splitOutput(shell.command);
    open = {
      command: readCommandLine(command),
      host: shell.host ?? (shell.system === null ? open.host : null),
      system: shell.system ?? open.system,
      lines: rest === '' ? [] : unfold({ ...line, text: rest }),
      prompted: shell.prompted,
      ended: false,
      asked: shell.asked,
      member: shell.member,
    };
  }
  close();
  return capture === undefined ? passages : passages.map((passage) => ({ ...passage, capture }));
}

/** A command that the terminal broke before or in the name of its netstack. */
function completed(command: string, next: string): CommandLine | null {
  if (!/^\s*[A-Za-z][\w.-]*\s*$/.test(next)) return null;
  const ways = [`${command}${/-N$|netstack$/.test(command) ? ' ' : ''}${next.trim()}`].map(readCommandLine);
  return ways.find(({ netstackLost }) => !netstackLost) ?? null;
}

function linesOf(input: string, capture: string | undefined): Line[] {
  const lines = toLines(input);
  return capture === undefined ? lines : lines.map((line) => ({ ...line, capture }));
}

/** Titles that stand above a table; on a folded line before it. */
const TITLED = /^(\s*(?:VM ?[Kk]ernel Routes:|Kernel IP routing table))\s+(\S.*)$/;

function unfolded(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ text }) => text.length >= FOLDED || text.includes('ernel '))) return lines;
  return lines.flatMap((line) => (line.text.length >= FOLDED || line.text.includes('ernel ') ? unfold(line) : line));
}

/** A paste folded on one line is cut before each prompt in it; the pieces keep the line's number. */
function unfold(line: Line): Line[] {
  const titled = /^\s*V?M? ?[Kk]ernel /.test(line.text) ? TITLED.exec(line.text) : null;
  if (titled) return [{ ...line, text: titled[1]! }, ...unfold({ ...line, text: titled[2]! })];
  if (line.text.length < FOLDED || !(line.text.includes('] ') || line.text.includes('~ # '))) return [line];
  const pieces = line.text.slice(0, 200_000).split(INNER_PROMPT);
  return pieces.length === 1 ? [line] : pieces.map((text) => ({ ...line, text }));
}

/** `esxcli … list Name IPv4 Address …`: the output stands behind its command on one line. */
function splitOutput(command: string): [string, string] {
  if (command.length < 30) return [command, ''];
  const at = command.search(
    /(?<= (?:get|list|-l|-n|-p|-pn)(?: -[iN] \S{1,40})?\s+)(?=(?:Name|Interface|Network|Neighbor|Switch Name|DVS Name|VMkernel|vmk\d|Volume Name|Destination|Proto)\s)|(?<=^vmware -\w{1,2}\s+)(?=VMware ESX)|(?<=^esxcfg-route\s+)(?=VMkernel )|(?<=ping [^P]{7,80}\s)(?=PING )/,
  );
  return at < 0 ? [command, ''] : [command.slice(0, at).trim(), command.slice(at)];
}
