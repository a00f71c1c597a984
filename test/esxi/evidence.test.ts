import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import { fixtures } from './fixtures.ts';

/** A value of an entry with the line that is said to show it. */
interface Claim {
  readonly path: string;
  readonly value: unknown;
  readonly evidence: Evidence;
}

describe.each([...fixtures('parsers'), ...fixtures('hosts')])('$name', ({ text }) => {
  const lines = text.split(/\r\n|\n/);
  const { hosts, unread } = read(text);
  const claims = hosts.flatMap((host) => claimsOf(host));

  test('quotes the lines of the input', () => {
    const quoted = [...claims.map(({ evidence }) => evidence), ...unread];
    expect(quoted.filter(({ line, text: quote }) => !stands(quote, lines[line - 1]))).toEqual([]);
  });

  test('shows each value in the line that is named for it, or in its command', () => {
    // A broken row is quoted by the line it begins on; the assumption holds the whole of it.
    const joined = new Map(hosts.flatMap(({ assumptions }) => assumptions).map(({ line, as }) => [line, as]));
    const shown = ({ line, command }: Evidence) => `${lines[line - 1]} ${joined.get(line) ?? ''} ${command ?? ''}`;
    const unproven = claims.filter(({ path, value, evidence }) => !says(shown(evidence), path, value));
    expect(unproven.map(({ path, value, evidence }) => [path, value, evidence.line])).toEqual([]);
  });
});

/** What names an entry, and what follows from the command or from the form of the output. */
const NAMES = new Set(['name', 'key', 'netstack', 'kind', 'classic', 'host']);

test.each([...fixtures('parsers'), ...fixtures('hosts')])('$name proves every value', ({ text }) => {
  expect(read(text).hosts.flatMap((host) => unproven(host))).toEqual([]);
});

/** Values beside a proof that has no line for them. */
function unproven(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => unproven(each, path));
  if (typeof value !== 'object' || value === null) return [];
  const { evidence, ...rest } = value as { evidence?: Record<string, Evidence> } & Record<string, unknown>;
  const own = evidence === undefined || 'line' in evidence ? [] : Object.keys(rest).filter((key) => !NAMES.has(key));
  // That a table has no default entry stands in none of its lines.
  if ('key' in rest && rest.gateway === null) return [];
  return [
    ...own.filter((key) => !(key in evidence!)).map((key) => `${path}.${key}`),
    ...Object.entries(rest).flatMap(([key, each]) => unproven(each, key)),
  ];
}

/** The quote is the line, or the part of a folded line. */
function stands(quote: string, line: string | undefined): boolean {
  const plain = (each: string) => each.replace(/\s+/g, ' ').trim();
  return line !== undefined && plain(line).includes(plain(quote).replace(/…$/, ''));
}

/** Every value below `value` that has evidence beside it. */
function claimsOf(value: unknown, path = ''): Claim[] {
  if (Array.isArray(value)) return value.flatMap((each) => claimsOf(each, path));
  if (typeof value !== 'object' || value === null) return [];
  const { evidence, ...rest } = value as { evidence?: Record<string, Evidence> | Evidence } & Record<string, unknown>;
  const own = Object.entries(byKey(rest, evidence)).map(([key, each]) => ({
    path: `${path}.${key}`,
    value: rest[key],
    evidence: each,
  }));
  const below = Object.entries(rest).flatMap(([key, each]) => (key === 'contradictions' ? [] : claimsOf(each, key)));
  return [...own.filter((claim) => claim.value !== undefined), ...below];
}

/** One line can show all values of an entry; null is what it does not show. */
function byKey(values: object, evidence: Record<string, Evidence> | Evidence = {}): Record<string, Evidence> {
  if (typeof evidence.line !== 'number') return evidence as Record<string, Evidence>;
  const shown = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(shown.map(([key]) => [key, evidence as Evidence]));
}

const NONE = /N\/A|0\.0\.0\.0|Local Subnet|incomplete|not set|NONE|::|\*|\bClient:|\s\d+\s+0\b/i;
const YES = /true|up\b|\bmounted|\bavailable|\bcompliant|DHCP|\s-d\b|Accept/i;
const NO = /false|down\b|unmounted|unavailable|non-compliant|STATIC|MANUAL/i;

/** Values that a line says in other words than ours. */
const IN_OTHER_WORDS: Readonly<Record<string, (line: string, value: unknown) => boolean>> = {
  // The table of a command without -N is the default stack's.
  netstack: (line, value) => value === 'defaultTcpipStack' || line.includes(String(value)),
  network: (line, value) =>
    String(value).endsWith('/0')
      ? /default|0\.0\.0\.0|O\.O\.O\.O/.test(line)
      : holds(line, String(value).replace(/(?:::)?\/\d+$/, '')),
  prefixLength: (line, value) => /255\.\d|0\.0\.0\.0/.test(line) || holds(line, String(value)),
  link: (line, value) => (value === 'up' ? YES : NO).test(line),
  admin: (line, value) => (value === 'up' ? YES : NO).test(line),
  dontFragment: (line, value) => /\s-d\b/.test(line) === value,
  // The row stands below its switch.
  vswitch: () => true,
  // What writes in which log is known.
  log: () => true,
  program: (line, value) => (value === 'vmkernel' ? /cpu\d+:/.test(line) : holds(line, String(value))),
  // A port of a physical switch is named by its line; null is a host that was asked and heard nothing.
  cdp: (line, value) => isHeard(line, value),
  lldp: (line, value) => isHeard(line, value),
  uplink: (line, value) => (value === null ? /all\(|n\/a|void|[-–]/.test(line) : holds(line, String(value))),
  // Words of ours.
  error: () => true,
  kind: () => true,
  about: () => true,
  version: (line, value) => typeof value === 'number' || holds(line, String(value)),
  state: (line, value) => value === null || holds(line, String(value)),
  tagsRead: () => true,
  // That a listing is whole follows from its command or its heading; of clients over several lines the last is named.
  whole: () => true,
  clients: (line, value) =>
    (value as readonly { readonly who: string }[]).some(({ who }) => who === '*' || holds(line, who)),
  console: () => true,
  // Parts whose entries have lines of their own.
  peers: () => true,
  rulesets: () => true,
  directives: () => true,
  machines: () => true,
  variables: () => true,
  test: () => true,
  others: () => true,
  servers: (line, value) =>
    (value as readonly (string | { readonly server: string })[]).length === 0 ||
    (value as readonly (string | { readonly server: string })[]).some((each) =>
      holds(line, typeof each === 'string' ? each : each.server),
    ),
  // In a word, a number or a date of ESXi's.
  enabled: (line, value) => (value === true ? /true|\bon\b|enabled/ : /false|\boff\b|disabled|blocked/).test(line),
  running: (line, value) =>
    (value === true ? /PID|running|No association|,\d{4,},/ : /PID\W+0|refused|not running|stopped|dead/).test(line),
  inSync: (line, value) => (value === true ? /is in sync/ : /not in sync/).test(line),
  portAllowed: (line) => line.includes('allows traffic'),
  allAllowed: (line) => line.includes('allows all'),
  allowedAll: (line, value) => /\bAll\b/.test(line) === value,
  system: (line, value) => holds(line, String(value).slice(11, 19)),
  hardware: (line, value) => holds(line, String(value)),
  limitMb: (line, value) => (value === null ? /-1|unlimited/.test(line) : holds(line, String(value))),
  tally: (line, value) => value === ' ' || line.includes(String(value)),
  reach: (line, value) => new RegExp(`\\s0*${Number(value).toString(8)}\\s`).test(line),
  when: (line) => /\s(?:-|\d+[mhdy]?)\s/.test(line),
  poll: (line) => /\s\d+[mhdy]?\s/.test(line),
  delay: (line, value) => line.includes(Number(value).toFixed(3)),
  offset: (line, value) => line.includes(Number(value).toFixed(3)),
  jitter: (line, value) => [2, 3].some((digits) => line.includes(Number(value).toFixed(digits))),
  accuracyMs: (line, value) => line.includes(Number(value).toFixed(6)),
  offsetMs: (line, value) => line.includes(Number(value).toFixed(6)),
  leap: (line, value) => holds(line, String(value)) || line.includes(value === 'alarm' ? 'leap=11' : 'leap=00'),
  rootDelay: (line, value) => line.includes(Number(value).toFixed(3)),
};

/** Values that several lines make up; the one named is the first or last of them. */
const GROWN = new Set(['ipv6', 'services', 'ports', 'teaming', 'security']);
/** A list whose members stand on lines of their own. */
const LIST_BEGINS = /"(?:Portgroups|Uplinks)": \[$|\.(?:Portgroups|Uplinks)\[/;

function says(line: string, path: string, value: unknown): boolean {
  const key = path.split('.').at(-1)!;
  const other = IN_OTHER_WORDS[key];
  if (other !== undefined) return other(line, value);
  if (typeof value === 'boolean') return (value ? YES : NO).test(line);
  if (value === null) return NONE.test(line) || key === 'log' || key === 'command' || key === 'time';
  if (GROWN.has(key) || (Array.isArray(value) && LIST_BEGINS.test(line.trim()))) return true;
  return (Array.isArray(value) ? value : [value]).every((part) => holds(line, String(part)));
}

function isHeard(line: string, value: unknown): boolean {
  if (value === null) return /<unset>|\bnull\b/.test(line);
  if (typeof value === 'string') return holds(line, value);
  const { device } = value as { readonly device?: string };
  return device === undefined || holds(line, device);
}

function holds(line: string, value: string): boolean {
  return flat(line).includes(flat(value));
}

/** Without what pastes and formats change: blanks, case, quotes and look-alike letters. */
function flat(text: string): string {
  return text
    .replace(/&quot;|\\?"/g, '')
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(/[oil|]/g, (letter) => (letter === 'o' ? '0' : '1'));
}
