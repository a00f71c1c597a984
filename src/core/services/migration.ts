import { attachmentOf } from '../esxi/attachment.ts';
import type { ConsoleInterface, ConsoleRoute, HostState, Route } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Evidence } from '../evidence.ts';
import { contains, networkOf, readIpv4, subnetOf } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import { type Adapter, adaptersOf, defaultOf, holds, shown } from './adapters.ts';

/** The sections of a classic host that tell what becomes of it. */
export type Classic = Pick<HostState, 'vmknics' | 'routes' | 'serviceConsole' | 'nfs' | 'pings'> & HostState;

/** A vmkernel adapter in the subnet of an interface of the Service Console. */
export interface SharedWithConsole {
  readonly console: ConsoleInterface;
  readonly adapter: Adapter;
  /** Whether both are on one switch, where the upgrade leaves the adapter disabled; undefined: not shown. */
  readonly sameSwitch: boolean | undefined;
}

/** A destination that the VMkernel is seen to use. */
export interface Used {
  readonly address: string;
  /** `NFS`, or `ping` where somebody tried it. */
  readonly as: 'NFS' | 'ping';
  readonly evidence: readonly Evidence[];
}

/** What becomes of one destination: it loses its router, or leaves by the management adapter and shows another source address. */
export interface Moved extends Used {
  readonly vmknic: string;
  readonly becomes: 'rerouted' | 'from-management';
  /** The source address now, and by which the other end knows the host then. */
  readonly source: string;
  readonly later: string | null;
}

export interface Migration {
  readonly shared: readonly SharedWithConsole[];
  /** The default route of the VMkernel that gives way; undefined: there is none, or it stays. */
  readonly vanishing: Route | undefined;
  /** The default route of the Service Console, which becomes that of the host; undefined: not shown. */
  readonly heir: ConsoleRoute | undefined;
  readonly moved: readonly Moved[];
}

/**
 * What is known of the upgrade from ESX 4.x to ESXi 5.0, held against one host: interfaces of the console become vmkernel adapters,
 * its default route replaces the VMkernel's, and in a conflict management wins (vSphere 5.0 Upgrade Guide).
 */
export function migrationOf(state: Classic): Migration {
  const console = (state.serviceConsole?.interfaces ?? []).filter(hasAddress);
  const heir = state.serviceConsole?.routes.find(({ network, gateway }) => network === '0.0.0.0/0' && gateway !== null);
  const now = defaultOf(state, DEFAULT_STACK);
  // A gateway in no subnet of an adapter carries nothing now, so nothing is lost with it.
  const inUse = adaptersOf(state, DEFAULT_STACK).some((each) => now?.gateway != null && holds(each, now.gateway));
  const vanishing = inUse && now!.route.gateway !== heir?.gateway ? now!.route : undefined;
  return {
    shared: console.flatMap((each) => sharing(state, each)),
    vanishing,
    heir,
    moved: usedBy(state).flatMap((used) => becoming(state, used, console, vanishing)),
  };
}

type Addressed = ConsoleInterface & { readonly ipv4: string; readonly prefixLength: number };

function hasAddress(each: ConsoleInterface): each is Addressed {
  return each.enabled !== false && typeof each.ipv4 === 'string' && each.prefixLength !== undefined;
}

function sharing(state: Classic, console: Addressed): SharedWithConsole[] {
  const subnet = subnetOf(console.ipv4, console.prefixLength);
  const mine = switchOf(state, console.portgroup);
  return adaptersOf(state, DEFAULT_STACK)
    .filter((adapter) => adapter.subnet === subnet)
    .map((adapter) => {
      const { vswitch, portgroup } = attachmentOf(state, adapter.nic);
      const its = adapter.nic.vswitch ?? vswitch?.name ?? portgroup?.vswitch;
      return { console, adapter, sameSwitch: mine === undefined || its === undefined ? undefined : mine === its };
    });
}

function switchOf({ portgroups = [], vswitches = [] }: Classic, portgroup: string | undefined): string | undefined {
  const owners = new Set([
    ...portgroups.flatMap(({ name, vswitch }) => (name === portgroup && vswitch !== undefined ? [vswitch] : [])),
    ...vswitches.flatMap(({ name, portgroups: own }) =>
      own?.some((each) => each === portgroup) === true ? [name] : [],
    ),
  ]);
  return owners.size === 1 ? [...owners][0] : undefined;
}

function usedBy({ nfs = [], pings = [] }: Classic): readonly Used[] {
  const byAddress = new Map<string, Used>();
  const add = (used: Used) => byAddress.has(used.address) || byAddress.set(used.address, used);
  for (const mount of nfs) add({ address: mount.server, as: 'NFS', evidence: shown(mount, 'server') });
  for (const ping of pings) {
    const answered = (ping.received ?? ping.replies ?? 0) > 0;
    if (answered && ping.console !== true) {
      add({ address: ping.destination, as: 'ping', evidence: shown(ping, 'destination') });
    }
  }
  return [...byAddress.values()].filter(({ address }) => readIpv4(address) !== null);
}

function becoming(
  state: Classic,
  used: Used,
  console: readonly Addressed[],
  vanishing: Route | undefined,
): readonly Moved[] {
  const { outcome, vmknic, sourceAddress, route } = decide(state, {
    destination: used.address,
    netstack: DEFAULT_STACK,
  });
  if (vmknic === null || sourceAddress === null || (outcome !== 'on-link' && outcome !== 'via-gateway')) return [];
  const at = { ...used, vmknic, source: sourceAddress };
  const near = console.find((each) => inSubnet(each, used.address));
  // A longer entry of its own is kept by the upgrade, so only the default route and the shared subnet matter.
  const own = outcome === 'on-link' || route?.network === '0.0.0.0/0';
  if (near !== undefined && own) return [{ ...at, becomes: 'from-management', later: near.ipv4 }];
  if (vanishing === undefined || route?.network !== '0.0.0.0/0') return [];
  return [{ ...at, becomes: 'rerouted', later: null }];
}

function inSubnet({ ipv4, prefixLength }: Addressed, address: string): boolean {
  const [own, other] = [readIpv4(ipv4), readIpv4(address)];
  if (own === null || other === null) return false;
  return contains({ network: networkOf(own, prefixLength), length: prefixLength }, other);
}
