import type { HostState } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { readIpv4 } from '../net/address.ts';

/** The address of a file server, with the line that shows it where it was mounted by a name. */
export interface FilerAddress {
  readonly address: string;
  readonly evidence: readonly Evidence[];
}

type Looked = Pick<HostState, 'logEvents'>;

const NAMED = /\(mount\) Server: \(([^)]+)\) IP: \((\d{1,3}(?:\.\d{1,3}){3})\)/;

/** Each answer and rule of NFS asks for it: made once a state. */
const MADE = new WeakMap<Looked, ReadonlyMap<string, FilerAddress>>();

/** What a mount of this server was sent to: the server itself where it is an address, else as the log of the mount says; else null. */
export function filerAddress(state: Looked, server: string): FilerAddress | null {
  if (readIpv4(server) !== null) return { address: server, evidence: [] };
  let known = MADE.get(state);
  if (known === undefined) {
    known = namedIn(state);
    MADE.set(state, known);
  }
  return known.get(server) ?? null;
}

/** Of a name that had several addresses the last counts. */
function namedIn({ logEvents = [] }: Looked): ReadonlyMap<string, FilerAddress> {
  return new Map(
    logEvents.flatMap(({ text, evidence }) => {
      const [, name, address] = NAMED.exec(text) ?? [];
      if (name === undefined || readIpv4(address!) === null) return [];
      return [[name, { address: address!, evidence: [evidence.text!] }] as const];
    }),
  );
}
