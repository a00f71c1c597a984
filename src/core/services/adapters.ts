import type { HostState, Route, Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Evidence } from '../evidence.ts';
import { contains, formatPrefix, networkOf, overlap, type Prefix, readIpv4, readPrefix } from '../net/address.ts';

/** An enabled adapter whose IPv4 address and subnet are known. */
export interface Adapter {
  readonly nic: Vmknic;
  readonly name: string;
  readonly netstack: string;
  readonly address: number;
  readonly prefix: Prefix;
  readonly subnet: string;
}

/** A table entry with its addresses as integers. */
export interface Entry {
  readonly route: Route;
  readonly prefix: Prefix;
  readonly gateway: number | null;
}

type Vmknics = Pick<HostState, 'vmknics'>;
type Routes = Pick<HostState, 'routes'>;

/** Remembers what was made of a list for each stack, as long as the list lives: rules ask for it once an entry. */
function perStack<L extends object, V>(make: (list: L, netstack: string | undefined) => V) {
  const made = new WeakMap<L, Map<string | undefined, V>>();
  return (list: L, netstack: string | undefined): V => {
    const stacks = made.get(list) ?? new Map<string | undefined, V>();
    made.set(list, stacks);
    const known = stacks.get(netstack);
    if (known !== undefined) return known;
    const value = make(list, netstack);
    stacks.set(netstack, value);
    return value;
  };
}

const adapters = perStack((vmknics: readonly Vmknic[], netstack): readonly Adapter[] =>
  netstack === undefined
    ? vmknics.flatMap(toAdapter)
    : adapters(vmknics, undefined).filter((each) => each.netstack === netstack),
);
const entries = perStack((routes: readonly Route[], netstack): readonly Entry[] =>
  netstack === undefined
    ? routes.flatMap(toEntry)
    : entries(routes, undefined).filter(({ route }) => route.netstack === netstack),
);
const enabled = perStack((vmknics: readonly Vmknic[], netstack) =>
  vmknics.filter((nic) => nic.netstack === netstack && nic.enabled !== false),
);
const byName = perStack((vmknics: readonly Vmknic[]) => new Map(vmknics.map((nic) => [nic.name, nic])));
const subnets = perStack((state: Vmknics & Routes, netstack): readonly Prefix[] => [
  ...entriesOf(state, netstack).flatMap(({ gateway, prefix }) => (gateway === null ? [prefix] : [])),
  ...adaptersOf(state, netstack).map(({ prefix }) => prefix),
]);
const known = perStack((state: Vmknics & Routes, netstack) => areKnown(state, netstack!));

/** The enabled adapters with a known IPv4 subnet, of one stack or of all. */
export function adaptersOf({ vmknics }: Vmknics, netstack?: string): readonly Adapter[] {
  return vmknics === undefined ? [] : adapters(vmknics, netstack);
}

/** The captured IPv4 entries, of one stack or of all. */
export function entriesOf({ routes }: Routes, netstack?: string): readonly Entry[] {
  return routes === undefined ? [] : entries(routes, netstack);
}

/** The default entry of a stack. */
export function defaultOf(state: Routes, netstack: string): Entry | undefined {
  return entriesOf(state, netstack).find(({ prefix, gateway }) => prefix.length === 0 && gateway !== null);
}

/** The connected subnets of a stack, from its table and from its adapters' addresses. */
export function subnetsOf(state: Vmknics & Routes, netstack: string): readonly Prefix[] {
  return subnets(state, netstack);
}

/**
 * Whether every connected subnet of a stack is known: its table was listed with a connected entry, or each of its adapters shows
 * its address.
 */
export function subnetsAreKnown(state: Vmknics & Routes, netstack: string): boolean {
  return known(state, netstack);
}

function areKnown(state: Vmknics & Routes, netstack: string): boolean {
  if (entriesOf(state, netstack).some(({ gateway }) => gateway === null)) return true;
  const nics = nicsOf(state, netstack);
  return (
    nics.length > 0 &&
    nics.every(({ ipv4, prefixLength }) => ipv4 === null || (ipv4 !== undefined && prefixLength !== undefined)) &&
    nics.some(({ ipv4 }) => typeof ipv4 === 'string') &&
    (netstack !== DEFAULT_STACK || nics.length > 1 || nics[0]!.name === 'vmk0')
  );
}

/** The other adapters of the same stack whose subnet overlaps this one's. */
export function sharingWith(state: Vmknics, adapter: Adapter): readonly Adapter[] {
  return adaptersOf(state, adapter.netstack).filter(
    (other) => other !== adapter && overlap(other.prefix, adapter.prefix),
  );
}

/** The connected entry for an adapter's subnet: its owner carries what the table sends there. */
export function connectedEntry(state: Routes, { netstack, prefix }: Adapter): Entry | undefined {
  return entriesOf(state, netstack).find(
    (entry) =>
      entry.gateway === null && entry.prefix.network === prefix.network && entry.prefix.length === prefix.length,
  );
}

/** The enabled adapters of a stack, with or without a known address. */
export function nicsOf({ vmknics }: Vmknics, netstack: string): readonly Vmknic[] {
  return vmknics === undefined ? [] : enabled(vmknics, netstack);
}

/** The adapter of a stack that shows no other; in the default stack a lone vmk1 means that the listing was cut to it. */
export function onlyNicOf(state: Vmknics, netstack: string): Vmknic | undefined {
  const [nic, ...more] = nicsOf(state, netstack);
  return more.length === 0 && (netstack !== DEFAULT_STACK || nic?.name === 'vmk0') ? nic : undefined;
}

/** The adapter of this name, whether or not its address is known. */
export function nicNamed({ vmknics }: Vmknics, name: string): Vmknic | undefined {
  return vmknics && byName(vmknics, undefined).get(name);
}

export function holds({ prefix }: Adapter, address: number): boolean {
  return contains(prefix, address);
}

/** The lines that show these values of an entry, each once. */
export function shown(entry: { readonly evidence: Readonly<Record<string, Evidence>> }, ...keys: string[]): Evidence[] {
  const lines = new Map<number, Evidence>();
  for (const key of keys) {
    const each = entry.evidence[key];
    if (each !== undefined && !lines.has(each.line)) lines.set(each.line, each);
  }
  if (lines.size > 0) return [...lines.values()];
  const any = Object.values(entry.evidence)[0];
  return any === undefined ? [] : [any];
}

function toAdapter(nic: Vmknic): Adapter[] {
  const { name, netstack, ipv4, prefixLength, enabled } = nic;
  if (enabled === false || typeof ipv4 !== 'string' || prefixLength === undefined) return [];
  const address = readIpv4(ipv4);
  if (address === null) return [];
  const prefix = { network: networkOf(address, prefixLength), length: prefixLength };
  return [{ nic, name, netstack, address, prefix, subnet: formatPrefix(prefix) }];
}

function toEntry(route: Route): Entry[] {
  const prefix = readPrefix(route.network);
  if (prefix === null) return [];
  return [{ route, prefix, gateway: route.gateway === null ? null : readIpv4(route.gateway) }];
}
