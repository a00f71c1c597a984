import { contains, networkOf, toNumber } from './addresses.ts';
import type { SimulatedState, Vmknic } from './state.ts';

/** One row of a stack's table. A gateway no adapter is connected to has no adapter; only 3.5 and 4.x keep such a row. */
export interface Entry {
  readonly network: string;
  readonly length: number;
  readonly gateway: string | null;
  readonly vmknic: string | null;
  readonly source: string;
}

/** The routing table of one stack: one connected entry a prefix, whichever adapter came first (routing.md L10). */
export function tableOf(state: SimulatedState, netstack: string): Entry[] {
  const connected: Entry[] = [];
  for (const vmknic of adaptersOf(state, netstack)) {
    const network = networkOf(vmknic.ipv4!, vmknic.prefixLength);
    if (connected.some((entry) => entry.network === network && entry.length === vmknic.prefixLength)) continue;
    connected.push({
      network,
      length: vmknic.prefixLength,
      gateway: null,
      vmknic: vmknic.name,
      source: vmknic.dhcp ? 'DHCP' : 'MANUAL',
    });
  }
  const routed = [...state.config.routes, ...state.redirects]
    .filter((route) => route.netstack === netstack)
    .map((route) => ({ ...route, vmknic: lookup(connected, route.gateway)?.vmknic ?? null }))
    .filter((route) => route.vmknic !== null || Number(state.version[0]) < 5);
  return [...connected, ...routed.map(({ netstack: _, ...entry }) => entry)].sort(byNetwork);
}

/** Enabled adapters of a stack that have an address. */
export function adaptersOf(state: SimulatedState, netstack: string): Vmknic[] {
  return state.config.vmknics.filter((each) => each.enabled && each.ipv4 !== null && each.netstack === netstack);
}

/** The longest prefix that holds the address. */
export function lookup<T extends { readonly network: string; readonly length: number }>(
  entries: readonly T[],
  address: string,
): T | null {
  let best: T | null = null;
  for (const entry of entries) {
    if (contains(entry.network, entry.length, address) && (best === null || entry.length > best.length)) best = entry;
  }
  return best;
}

function byNetwork(a: Entry, b: Entry): number {
  return toNumber(a.network)! - toNumber(b.network)! || a.length - b.length;
}
