import { adapterList } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { isClassic } from '../esxi/version.ts';
import type { Evidence } from '../evidence.ts';
import { overlap, type Prefix, readIpv4, readPrefix } from '../net/address.ts';
import { adaptersOf, connectedEntry, entriesOf, nicNamed, sharingWith, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Draft, sure, what } from './answer.ts';
import { isConsoleName } from './console.ts';

/** The answer where a question names an adapter that the output shows no sign of; null where it may be there. */
export function noSuchAdapter(state: HostState, vmknic: string | null): Draft | null {
  if (vmknic !== null && !/^(vmk|vswif)/.test(vmknic)) return foreign(state, vmknic);
  if (vmknic === null || state.vmknics === undefined || isMentioned(state, vmknic)) return null;
  const names = state.vmknics.map(({ name }) => name);
  if (names.length === 0) return null;
  return {
    premise: 'does-not-hold',
    answer: `There is no ${vmknic} in what was read: the host has ${list(names)}.`,
    steps: state.vmknics.slice(0, 8).map((nic) => what(`${describe(nic)}.`, 'documented', shown(nic, 'name', 'ipv4'))),
    prove: [adapterList(state)],
    about: [],
  };
}

/** `eth0` is a name of other systems: whatever the output, it is no adapter of the VMkernel. */
function foreign(state: HostState, name: string): Draft {
  const names = (state.vmknics ?? []).map((each) => each.name);
  return {
    premise: 'does-not-hold',
    answer: `ESXi has no ${name}: its own adapters are called vmk0, vmk1 and so on.${names.length === 0 ? '' : ` This host has ${list(names)}.`}`,
    steps: [
      sure('A name like eth0 is that of an adapter inside a virtual machine, or of another system.', 'inferred'),
      ...(state.vmknics ?? [])
        .slice(0, 8)
        .map((nic) => what(`${describe(nic)}.`, 'documented', shown(nic, 'name', 'ipv4'))),
    ],
    prove: [adapterList(state)],
  };
}

/** It stands in another table, or in a row that nobody could read, or the adapters of one stack only were listed. */
function isMentioned(state: HostState, vmknic: string): boolean {
  if (nicNamed(state, vmknic) !== undefined) return true;
  if (isConsoleName(vmknic)) return consoleMayHave(state, vmknic);
  const named = [...(state.routes ?? []), ...(state.neighbors ?? []), ...(state.iscsi ?? []), ...(state.pings ?? [])];
  if (named.some((each) => each.vmknic === vmknic)) return true;
  if (state.unread.some(({ text }) => /vmk/i.test(text))) return true;
  return state.vmknics!.every(({ evidence }) =>
    /\s(-N|--netstack|-i|--interface-name)\b/.test(evidence.name?.command ?? ''),
  );
}

function consoleMayHave(state: HostState, name: string): boolean {
  const interfaces = state.serviceConsole?.interfaces ?? [];
  return isClassic(state) === true && (interfaces.length === 0 || interfaces.some((each) => each.name === name));
}

/** `vmk1 has 10.0.0.5/24`. */
export function describe({ name, ipv4, prefixLength }: Vmknic): string {
  if (ipv4 === null) return `${name} has no IPv4 address`;
  if (ipv4 === undefined) return `${name} is there; its address is not known`;
  return `${name} has ${ipv4}${prefixLength === undefined ? '' : `/${prefixLength}`}`;
}

/** The adapter that has this address. */
export function nicWithAddress({ vmknics }: HostState, address: string | undefined): Vmknic | undefined {
  return address === undefined ? undefined : vmknics?.find(({ ipv4 }) => ipv4 === address);
}

/**
 * An adapter whose subnet the table gives to another one: no route through a router in that subnet leads out by it
 *. Null where it owns its subnet or the output does not tell.
 */
export function lostSubnet(
  state: HostState,
  vmknic: string,
): { readonly subnet: string; readonly owner: string } | null {
  const adapter = adaptersOf(state).find(({ name }) => name === vmknic);
  if (adapter === undefined) return null;
  const owner = connectedEntry(state, adapter)?.route.vmknic;
  const others = sharingWith(state, adapter).filter(({ subnet }) => subnet === adapter.subnet);
  if (owner === undefined ? others.length === 0 : owner === vmknic) return null;
  return { subnet: adapter.subnet, owner: owner ?? `one of ${list([vmknic, ...others.map(({ name }) => name)])}` };
}

/** What to do about an adapter that has lost its subnet. */
export function ownSubnet(
  vmknic: string,
  { subnet, owner }: { readonly subnet: string; readonly owner: string },
): string {
  return `No route brings it to ${vmknic}: the routing table gives ${subnet} to ${owner}, and a router in that subnet is reached the same way. Give ${vmknic} a subnet and VLAN of its own.`;
}

/** A connected subnet of the host that holds what was asked about, with the adapter that the table gives it to. */
export interface Home {
  readonly subnet: string;
  readonly vmknic: string;
  readonly address: string | null;
  readonly evidence: readonly Evidence[];
}

/** The connected subnet of another adapter that an address or prefix is in; null where it is in none, or in the adapter's own. */
export function ownSubnetOf(state: HostState, where: string, netstack: string, vmknic: string): Home | null {
  const address = readIpv4(where);
  const asked = address === null ? readPrefix(where) : { network: address, length: 32 };
  if (asked === null) return null;
  const within = (prefix: Prefix) => prefix.length <= asked.length && overlap(prefix, asked);
  const own = adaptersOf(state, netstack).find(({ name }) => name === vmknic);
  if (own !== undefined && within(own.prefix)) return null;
  const entry = entriesOf(state, netstack).find(
    ({ gateway, prefix, route }) =>
      gateway === null && prefix.length > 0 && route.vmknic !== undefined && within(prefix),
  );
  const adapter = adaptersOf(state, netstack).find(({ name, prefix }) =>
    entry === undefined ? within(prefix) : name === entry.route.vmknic,
  );
  const owner = entry?.route.vmknic ?? adapter?.name;
  if (owner === undefined || owner === vmknic) return null;
  return {
    subnet: entry?.route.network ?? adapter!.subnet,
    vmknic: owner,
    address: adapter?.nic.ipv4 ?? null,
    evidence: entry === undefined ? shown(adapter!.nic, 'ipv4') : shown(entry.route, 'network'),
  };
}

/** What to do for a client in a subnet of the host itself: no route helps. */
export function noRouteFor(client: string, { subnet, vmknic, address }: Home, dialled: string): string {
  const dial = address === null ? `the address of ${vmknic}` : `${address}, the address of ${vmknic}`;
  return `No static route can change it: ${client} is in ${subnet}, which is ${vmknic}'s own subnet, and the connected entry matches first. Dial ${dial}; or put the client or ${dialled} elsewhere.`;
}

/** The same for what the host sends. */
export function noRouteTo(destination: string, { subnet, vmknic }: Home, from: string): string {
  return `No static route can bring it to ${from}: ${destination} is in ${subnet}, which is ${vmknic}'s own subnet, and the connected entry matches first. Let it leave by ${vmknic}, or give ${from} an address in a subnet that it shares with ${destination} alone.`;
}
