import type { Capture, Ports } from '../src/command.ts';
import type { HostState, Unread } from '../src/core/esxi/host-state.ts';
import type { Need } from '../src/core/esxi/needs.ts';
import { read } from '../src/core/esxi/read.ts';
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
 * Every host of every input, in order; of a live host only what is needed, everything where that is not said. An input
 * without a usable line is refused: an answer from the rest would hide it.
 */
export async function readHosts(ports: Ports, needs?: readonly Need[]): Promise<readonly [Seen, ...Seen[]]> {
  const captures = await ports.captures(needs);
  const seen: Seen[] = [];
  captures.forEach((capture, i) => {
    const letter = captures.length > 1 ? { capture: String.fromCharCode(65 + (i % 26)) } : {};
    const { hosts, unread } = read(capture.text);
    if (hosts.length === 0) throw nothingRead(capture, unread, captures.length > 1);
    for (const each of hosts) {
      const state = capture.live === undefined ? each : { ...each, host: { ...each.host, ...capture.live } };
      seen.push({ state, host: state.host.name ?? seen.length + 1, ...letter });
    }
  });
  return seen as [Seen, ...Seen[]];
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

function nothingRead({ name, text }: Capture, unread: readonly Unread[], several: boolean): Problem {
  const what = several ? `${name === '-' ? 'standard input' : name}` : 'this';
  const next =
    'Paste what `esxcfg-vmknic -l` and `esxcfg-route -l` print, or `esxcli network ip interface ipv4 get` and `esxcli network ip route ipv4 list`.';
  return new Problem({ code: 'nothing-recognised', message: `${sentence(what, text, unread)}`, next, exit: 1 });
}

function sentence(what: string, text: string, unread: readonly Unread[]): string {
  if (text.trim() === '') return `There is no text in ${what}.`;
  if (text.includes('\u0000')) return `There is binary data in ${what}, not a host's output.`;
  const reason = unread[0] === undefined ? '' : ` (line ${unread[0].line}: ${unread[0].why.replace(/\.$/, '')})`;
  return `I recognise no line of ${what} as the output of an ESX or ESXi command${reason}.`;
}
