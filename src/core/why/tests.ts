import { capturePeer, ping } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { readPrefix } from '../net/address.ts';
import { nicNamed } from '../services/adapters.ts';

/** Pings a peer from one adapter: `-I` is there for IPv4 from 5.1 on, a stack's name from 5.5. Nothing for a whole prefix. */
export function pingFrom(state: HostState, vmknic: string | null, peer: string): readonly string[] {
  if (readPrefix(peer) !== null) return [];
  const netstack = vmknic === null ? undefined : nicNamed(state, vmknic)?.netstack;
  return ping(state, vmknic, netstack ?? DEFAULT_STACK, peer);
}

/** Watches what an adapter exchanges with a peer or with a whole prefix. */
export function watch(vmknic: string, peer: string): string {
  return readPrefix(peer) === null ? capturePeer(vmknic, peer) : `tcpdump-uw -n -i ${vmknic} net ${peer} -c 5`;
}
