import type { Line } from '../reading/lines.ts';
import type { Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

/** `grep` puts the file before the line; a listing of one file does not. */
const ENTRY =
  /^\s*(?:(?<file>[^:"=]{0,300}\.vmx[f]?)\s*:\s*)?(?<key>\.?[A-Za-z][\w.:-]{0,80})\s*=\s*"(?<value>[^"]{0,256})"\s*$/;
const OF_A_MACHINE = /\.vmx\b/;
/** The one file that a command names: a pattern names several. */
const NAMED = /(?:^|\s)["']?([^\s"'*]{1,300}\.vmx)\b/;
/** Keys that no other file of a host has. */
const OF_ANY = /^(?:sched\.(?:mem|cpu)\.|displayName$|memSize$|guestOS$|virtualHW\.)/i;

interface Open {
  name: string;
  /** The line that gives its name, where one does. */
  named: Line | null;
  readonly found: { readonly values: Readonly<Record<string, unknown>>; readonly line: Line }[];
}

/**
 * The lines of a machine's own configuration that bear on its memory; the others say nothing here.
 *
 *     displayName = "web01"
 *     memSize = "4096"
 *     sched.mem.pshare.salt = "shop"
 *     /vmfs/volumes/ds1/web02/web02.vmx:sched.mem.max = "2048"
 */
export const vmx: Parser = {
  id: 'vmx',
  commands: ['grep -i pshare.salt /vmfs/volumes/*/*/*.vmx', 'cat /vmfs/volumes/DATASTORE/VM/VM.vmx'],
  section: 'machines',
  readLine(line, { command, memo }) {
    const found = line.text.includes('= ') || line.text.includes('="') ? ENTRY.exec(line.text)?.groups : undefined;
    if (found === undefined) return null;
    const { file, key, value } = found as { file?: string; key: string; value: string };
    if (file === undefined && !OF_ANY.test(key) && !OF_A_MACHINE.test(command.text)) return null;
    const path = file ?? NAMED.exec(command.text)?.[1] ?? '';
    const machines = openIn(memo);
    const id = path === '' ? lone(memo, machines, key) : path;
    const open = machines.get(id) ?? { name: baseOf(path), named: null, found: [] };
    machines.set(id, open);
    if (/^displayName$/i.test(key)) [open.name, open.named] = [value, line];
    const values = valuesOf(key.toLowerCase(), value);
    if (values !== null) open.found.push({ values, line });
    return [];
  },
  finish: ({ memo }) => (memo.has(KEY) ? [...openIn(memo).values()].flatMap(factsOf) : []),
};

/** Lines of nobody in particular are kept apart: they may be of several machines. */
function factsOf({ name, named, found }: Open): Fact[] {
  return found.map(({ values, line }) =>
    name === ''
      ? fact('machines', `${line.number}`, { name: NAMELESS, ...values }, line)
      : { ...fact('machines', name, { name, ...values }, line), ...(named !== null && { lines: { name: named } }) },
  );
}

const NAMELESS = '(name not shown)';
const KEY = 'vmx';
/** How many machines were begun without a file. */
const LONE = 'vmx lone';

function openIn(memo: Map<string, unknown>): Map<string, Open> {
  const known = memo.get(KEY) as Map<string, Open> | undefined;
  if (known !== undefined) return known;
  const fresh = new Map<string, Open>();
  memo.set(KEY, fresh);
  return fresh;
}

/** Lines without a file: the next `displayName` begins another machine where the one at hand has a name. */
function lone(memo: Map<string, unknown>, machines: Map<string, Open>, key: string): string {
  const last = (memo.get(LONE) as number | undefined) ?? 0;
  const again = /^displayName$/i.test(key) && machines.get(`#${last}`)?.named != null;
  const at = last === 0 || again ? last + 1 : last;
  memo.set(LONE, at);
  return `#${at}`;
}

function baseOf(path: string): string {
  return /([^/]+)\.vmxf?$/.exec(path)?.[1] ?? '';
}

function valuesOf(key: string, value: string): Record<string, unknown> | null {
  if (key === 'sched.mem.pshare.salt') return { salt: value };
  if (key === 'memsize') return /^\d{1,9}$/.test(value) ? { memoryMb: Number(value) } : null;
  if (key !== 'sched.mem.max') return null;
  if (/^(?:unlimited|-1)$/i.test(value)) return { limitMb: null };
  return /^\d{1,9}$/.test(value) ? { limitMb: Number(value) } : null;
}
