/** Adapters that clients dial in vain though no listing shows a fault: their replies leave by another one. */
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK, netstackKey } from '../esxi/netstacks.ts';
import { overlap, readIpv4, readPrefix } from '../net/address.ts';
import { returnPath } from '../routing/return-path.ts';
import { type Adapter, adaptersOf, defaultOf, holds, subnetsOf } from './adapters.ts';

/** What somebody names of it: the clients, the router that leads to them, the adapter that they dial. */
export interface Clients {
  readonly network?: string;
  readonly gateway?: string;
  readonly vmknic?: string;
  readonly netstack?: string;
}

/** As the finding `return-path` has it. */
export interface Dialled {
  readonly rule: 'return-path';
  readonly facts: {
    readonly netstack: string;
    readonly vmknic: string;
    readonly subnet: string;
    readonly destination: null;
  };
}

/** Without a network those are meant that the default route leads to; the router tells which adapter is dialled, as `vmknic` does. */
export function dialledInVain(state: HostState, clients: Clients): readonly Dialled[] {
  const { network, gateway, vmknic, netstack = DEFAULT_STACK } = clients;
  if (netstackKey(netstack, [DEFAULT_STACK]) !== DEFAULT_STACK) return [];
  const router = gateway === undefined ? null : readIpv4(gateway);
  return adaptersOf(state, DEFAULT_STACK)
    .filter(({ name }) => vmknic === undefined || name === vmknic)
    .filter((adapter) => router === null || holds(adapter, router))
    .filter((adapter) => leavesElsewhere(state, adapter, network))
    .map(({ name, subnet }) => {
      const facts = { netstack: DEFAULT_STACK, vmknic: name, subnet, destination: null };
      return { rule: 'return-path', facts };
    });
}

function leavesElsewhere(state: HostState, adapter: Adapter, network: string | undefined): boolean {
  if (network !== undefined) return returnPath(state, network, adapter.name, DEFAULT_STACK)?.sameAdapter === false;
  const entry = defaultOf(state, DEFAULT_STACK);
  if (entry === undefined || entry.gateway === null || holds(adapter, entry.gateway)) return false;
  return entry.route.vmknic !== adapter.name;
}

/** Whether a route could bring replies to them back: nothing wins over the subnet of an adapter. */
export function canBeRouted(state: HostState, network: string): boolean {
  const prefix = readPrefix(network.includes('/') ? network : `${network}/32`);
  return prefix !== null && !subnetsOf(state, DEFAULT_STACK).some((subnet) => overlap(subnet, prefix));
}
