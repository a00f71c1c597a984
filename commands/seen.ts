import type { Capture, Ports } from '../src/command.ts';
import type { HostState, Unread } from '../src/core/esxi/host-state.ts';
import type { Need } from '../src/core/esxi/needs.ts';
import { read, readAll } from '../src/core/esxi/read.ts';
import { NO_OUTPUT } from '../src/core/esxi/reading/unread.ts';
import type { Evidence } from '../src/core/evidence.ts';
import type { Quote } from '../src/core/reply.ts';
import { Problem } from '../src/problem.ts';

/** A host as it was read, with what an answer calls it. */
export interface Seen {
  readonly state: HostState;
  /** Its name, or its number from 1 among the hosts read. */
  readonly host: string | number;
  /** The letter of its input, where several were given. */
  readonly capture?: string;
}

/**
 * Every host of every input; inputs of one host are put together. Of a live host only what is needed is read, everything where
 * that is not said. An input without a usable line is refused: an answer from the rest would hide it.
 */
export async function readHosts(ports: Ports, needs?: readonly Need[]): Promise<readonly [Seen, ...Seen[]]> {
  const captures = lettered(await ports.captures(needs));
  if (captures.length === 1) return numbered(captures.flatMap((capture) => hostsOf(capture, false)));
  // Of several live hosts each was asked by its name; none of them says more of another.
  if (captures.every(({ live }) => live !== undefined)) return apart(captures);
  for (const capture of captures) hostsOf(capture, true);
  return numbered(readAll(captures).hosts.map((state) => ({ state })));
}

/** The hosts of each input by themselves: to compare is to keep them apart, even where they are one host at two times. */
export async function readApart(ports: Ports): Promise<readonly [Seen, ...Seen[]]> {
  return apart(lettered(await ports.captures()));
}

function apart(captures: readonly (Capture & { readonly capture: string })[]): readonly [Seen, ...Seen[]] {
  const several = captures.length > 1;
  return numbered(
    captures.flatMap((capture) =>
      hostsOf(capture, several).map((host) => (several ? { ...host, capture: capture.capture } : host)),
    ),
  );
}

function lettered(captures: readonly Capture[]): readonly (Capture & { readonly capture: string })[] {
  return captures.map((capture, i) => ({ ...capture, capture: letters(i) }));
}

/** `A` to `Z`, then `AA`, `AB` …: no two inputs have the same. */
function letters(i: number): string {
  return `${i < 26 ? '' : letters(Math.floor(i / 26) - 1)}${String.fromCharCode(65 + (i % 26))}`;
}

/** Nobody reads an answer for more hosts, and each of them takes time. */
const MOST_HOSTS = 200;

function hostsOf(capture: Capture, several: boolean): Pick<Seen, 'state'>[] {
  const { hosts, unread } = read(capture.text);
  if (hosts.length === 0) throw nothingRead(capture, unread, several);
  if (hosts.length > MOST_HOSTS) throw tooManyHosts(capture, hosts.length, several);
  return hosts.map((state) => ({
    state: capture.live === undefined ? state : { ...state, host: { ...state.host, ...capture.live } },
  }));
}

function numbered(hosts: readonly Omit<Seen, 'host'>[]): readonly [Seen, ...Seen[]] {
  const seen = hosts.map((host, i) => ({ ...host, host: host.state.host.name ?? i + 1 }));
  return seen as unknown as readonly [Seen, ...Seen[]]; // each input gave one host at least
}

/** Several answers of one shape: the first one's fields, and all of them under `hosts`, each with its host. */
export function perHost<T extends object>(
  schema: string,
  answers: readonly { host: string | number; json: T }[],
): object {
  const { host, json } = answers[0]!;
  if (answers.length === 1) return { schema, ...json };
  return { schema, host, ...json, hosts: answers.map((each) => ({ host: each.host, ...each.json })) };
}

/** Lines of a host's capture, marked with its letter. */
export function quoted({ capture }: Seen): (evidence: readonly Evidence[]) => readonly Quote[] {
  return (evidence) => (capture === undefined ? evidence : evidence.map((line) => ({ ...line, capture })));
}

/** What a live host printed is nobody's paste to mend. */
function nothingOfHost(name: string, unread: readonly Unread[]): Problem {
  const message = `${name} was read, but I recognise nothing of what it printed${whyOf(unread)}.`;
  const next = `See it with vmkbot state ${name} --save FILE, and type one of its commands on the host.`;
  return new Problem({ code: 'nothing-recognised', message, next, exit: 3 });
}

function tooManyHosts({ name }: Capture, hosts: number, several: boolean): Problem {
  const what = several && name !== '-' ? name : 'This input';
  const message = `${what} holds ${hosts} hosts; I answer for ${MOST_HOSTS} in one input at most.`;
  return new Problem({
    code: 'too-many-hosts',
    message,
    next: 'Cut it by host and give me the parts one by one.',
    exit: 1,
  });
}

function nothingRead({ name, text, live }: Capture, unread: readonly Unread[], several: boolean): Problem {
  if (live !== undefined) return nothingOfHost(name, unread);
  const what = several ? `${name === '-' ? 'standard input' : name}` : 'this';
  const next =
    'Paste what `esxcfg-vmknic -l` and `esxcfg-route -l` print, or `esxcli network ip interface ipv4 get` and `esxcli network ip route ipv4 list`.';
  return new Problem({ code: 'nothing-recognised', message: `${sentence(what, text, unread)}`, next, exit: 1 });
}

function sentence(what: string, text: string, unread: readonly Unread[]): string {
  if (text.trim() === '') return `There is no text in ${what}.`;
  if (text.includes('\u0000')) return `There is binary data in ${what}, not a host's output.`;
  return `I recognise no line of ${what} as the output of an ESX or ESXi command${whyOf(unread)}.`;
}

/** Why its first line was not read, where that says more than that it was not. */
function whyOf([first]: readonly Unread[]): string {
  return first === undefined || first.why === NO_OUTPUT ? '' : ` (line ${first.line}: ${first.why.replace(/\.$/, '')})`;
}
