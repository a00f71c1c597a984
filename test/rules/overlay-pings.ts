import type { Ping } from '../../src/core/esxi/host-state.ts';
import { type Part, proof, vmk } from '../support/host.ts';

export const PEER = '10.95.1.9';

/** A tunnel endpoint, with room for the vendor's minimum where nothing else is said. */
export const endpoint = (mtu = 1600): Part => vmk('vmk3', '10.95.0.5/24', { netstack: 'vxlan', mtu });

/** `undefined`: what the output does not show. */
type Changes = { readonly [K in keyof Ping]?: Ping[K] | undefined };

/** A ping from the endpoint's stack; `received` of 3. */
export function ping(payload: number, received: number, more: Changes = {}): Part {
  const entry = {
    ...{ destination: PEER, vmknic: 'vmk3', netstack: 'vxlan', payload, dontFragment: true, sent: 3, received },
    ...{ error: null, ...more },
  };
  const evidence = proof(entry, `vmkping -d -s ${payload} ${entry.destination}`);
  return { pings: [{ ...entry, evidence } as Ping] };
}
