import type { CommandLine } from '../reading/command-line.ts';
import type { Line } from '../reading/lines.ts';
import type { Fact } from '../reading/parser.ts';
import { fact } from './build.ts';
import { logFileNamed } from './log-named.ts';

/** `grep` in several files and `Select-String` put the file, and the latter the line's number, before each line. */
const FROM_FILE = /^\s*(?:[A-Za-z]:)?([\w./\\-]{1,200}?[\w-]\.(?:log|\d+|gz|all)[\w.]{0,12}):(?:\d+:)?(?=\S)/;
/** 8.0 and newer put how grave it is behind the time: `In(14)`, `Wa(180)`. */
const ISO =
  /^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)):?\s+(?:[A-Z][a-z]{1,2}\(\d{1,3}\)\s+)?(\S.*)$/;
const SYSLOG = /^\s*([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d)\s+(\S.*)$/;

/** `cpu21:3239)`, with what asked for it behind: `cpu21:3239 opID=1a2b)`. */
const KERNEL = /^(?:vmkernel: )?(?:\d+:\d\d:\d\d:\d\d\.\d+ )?cpu\d{1,4}:\d+[^)]{0,80}\)(.*)$/;
const NAMED = /^(?:([A-Za-z][\w.-]{0,60}) )?([A-Za-z][\w./-]{0,40})(?:\[\d+\])?:\s*(.*)$/;
/** 6.x: `info hostd[2099341] [Originator@6876 …] …`. */
const LEVELLED = /^(?:info|warning|error|verbose|trivia|panic|section) ([A-Za-z][\w-]{0,40})\[\w+\]\s*(.*)$/;
/** 5.x: `[FFE3CB90 info 'Vimsvc'] …`; vobd.log: `[GenericCorrelator] …`. */
const BRACKETED = /^\[[\w ']/;
/** The boot's own line stands without a program in newer articles and hosts. */
const OF_BOOT = /^Host (?:has booted|is (?:rebooting|halting|powering off))/;

/** What writes where; what is not here may write anywhere. */
const LOG_OF: Readonly<Record<string, string>> = {
  bootstop: 'vmksummary',
  heartbeat: 'vmksummary',
  vmkhalt: 'vmksummary',
  vobd: 'vobd',
  hostd: 'hostd',
  vpxa: 'vpxa',
  vmkernel: 'vmkernel',
  shell: 'shell',
  sshd: 'auth',
};

/** What syslog of ESX and ESXi 4.x names on lines that stand alone; a line of another system has the same form. */
const OF_SYSLOG = new Set([
  ...Object.keys(LOG_OF),
  ...['vmkwarning', 'dhclient', 'ntpd', 'logger', 'dcui', 'login', 'fdm', 'cimserver', 'sfcb'],
]);

/** A line of a log with its time, and who wrote it; null where it is none. `command` may name the log. */
export function logLine(line: Line, command: CommandLine): Fact | null {
  const prefix = FROM_FILE.exec(line.text);
  const text = prefix === null ? line.text : line.text.slice(prefix[0].length);
  const file = logFileNamed(command);
  const from = prefix !== null ? fileName(prefix[1]!) : file === null ? null : fileName(file);
  const [, at, rest] = ISO.exec(text) ?? SYSLOG.exec(text) ?? [];
  if (at === undefined)
    return from !== null && /^\s*-->/.test(text) ? build(line, from, null, null, text.trim()) : null;
  const said = saidBy(rest!);
  if (from === null && !standsAlone(at, said)) return null;
  return build(line, from ?? LOG_OF[said.program?.toLowerCase() ?? ''] ?? null, at, said.program, said.text);
}

function build(line: Line, log: string | null, at: string | null, program: string | null, text: string): Fact {
  return fact('logs', `${line.capture ?? ''} ${line.number} ${line.text}`, { log, at, program, text }, line);
}

interface Said {
  readonly program: string | null;
  readonly text: string;
  /** False where nothing but the time says that this is a line of a log. */
  readonly known: boolean;
}

function saidBy(rest: string): Said {
  const kernel = KERNEL.exec(rest);
  if (kernel) return { program: 'vmkernel', text: kernel[1]!.trim(), known: true };
  const levelled = LEVELLED.exec(rest);
  if (levelled) return { program: levelled[1]!, text: levelled[2]!, known: true };
  if (BRACKETED.test(rest) || OF_BOOT.test(rest)) return { program: null, text: rest, known: true };
  const named = NAMED.exec(rest);
  if (!named) return { program: null, text: rest, known: false };
  const inner = KERNEL.exec(named[3]!);
  return { program: named[2]!, text: (inner?.[1] ?? named[3]!).trim(), known: true };
}

function standsAlone(at: string, { program, known }: Said): boolean {
  return known && (at.includes('T') || OF_SYSLOG.has(program?.toLowerCase() ?? ''));
}

/** `/var/run/log/vmksummary.0.gz` is of `vmksummary`. */
function fileName(path: string): string {
  const name = path.split(/[/\\]/).at(-1)!;
  return name.replace(/(?:\.(?:log|\d+|gz|all|txt|FRAG-\d+))+$/, '');
}
