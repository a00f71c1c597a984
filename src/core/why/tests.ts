import type { HostState } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { readPrefix } from '../net/address.ts';
import { DEFAULT_STACK, nicNamed } from '../services/adapters.ts';
import { capturePeer } from '../services/commands.ts';

/** Pings a peer from one adapter: `-I` is there for IPv4 from 5.1 on, a stack's name from 5.5. Nothing for a whole prefix. */
export function pingFrom(state: HostState, vmknic: string | null, peer: string): readonly string[] {
  if (readPrefix(peer) !== null) return [];
  if (vmknic === null || atLeast(state, '5.1') === false) return [`vmkping ${peer}`];
  const stack = nicNamed(state, vmknic)?.netstack ?? DEFAULT_STACK;
  return [`vmkping ${stack === DEFAULT_STACK ? '' : `++netstack=${stack} `}-I ${vmknic} ${peer}`];
}

/** Watches what an adapter exchanges with a peer or with a whole prefix. */
export function watch(vmknic: string, peer: string): string {
  return readPrefix(peer) === null ? capturePeer(vmknic, peer) : `tcpdump-uw -n -i ${vmknic} net ${peer} -c 5`;
}
