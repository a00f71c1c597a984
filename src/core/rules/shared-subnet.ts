import { attachmentOf } from '../esxi/attachment.ts';
import { adapterList, bindingList } from '../esxi/commands.ts';
import type { HostState, Route } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import type { Evidence } from '../evidence.ts';
import { type Adapter, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import {
  addressesUnknown,
  type Bound,
  boundOf,
  type Exemption,
  exemptionOf,
  isHypervisorInternal,
  isOverlay,
  sharingGroups,
} from '../services/sharing.ts';
import { type Found, rule, type Severity } from './rule.ts';

type Looked = Pick<HostState, 'host' | 'vmknics' | 'routes' | 'iscsi' | 'portgroups' | 'vswitches'>;

/** Why it is less than an error: the exception may hold, but what would show it was not captured. */
type Doubt = 'version-unknown' | 'binding-not-read' | 'tags-not-read' | 'hypervisor-internal' | null;

interface SharedSubnet extends Record<string, unknown> {
  readonly netstack: string;
  readonly subnet: string;
  readonly vmknics: readonly string[];
  /** The adapter the connected entry names; null where no listing shows it. */
  readonly owner: string | null;
  /** Adapters without a connected entry in a captured listing. */
  readonly absentFromTable: readonly string[];
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly bound: readonly string[];
  readonly vlans: Readonly<Record<string, number>>;
  /** Their port groups are in different VLANs: what leaves by the wrong adapter cannot arrive at all. */
  readonly stronger: boolean;
  readonly doubt: Doubt;
  readonly settle: string | null;
  /** An address that several of them bear. */
  readonly oneAddress: string | null;
  /** vMotion is concerned, and the version has a stack for it. */
  readonly vmotionStack: boolean;
}

/** Several vmkernel adapters of one netstack have addresses in the same subnet. */
export const sharedSubnet = rule({
  id: 'shared-subnet',
  title: 'Several vmkernel adapters share a subnet',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB318546', 'NET80', 'S002', 'S003'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  also: ['routes', 'iscsi', 'portgroups', 'vswitches'],
  lacks: (state) => addressesUnknown(state, adapterList(state)),
  // Two that bear one address because a move stopped half-way are cured by ending the move.
  follows: ['vds-migration-stalled'],
  subjects: ({ oneAddress, vmknics }: SharedSubnet) => (oneAddress === null ? [] : vmknics),

  check: (state) => {
    const groups = sharingGroups(state).filter(([first]) => !isOverlay(first!));
    if (groups.length === 0) return [];
    const listing = toListing(state);
    return groups.flatMap((sharing) => {
      const exemption = exemptionOf(listing, sharing);
      if (exemption === 'iscsi-bound' || exemption === 'multi-nic-vmotion') return [];
      return [found(state, listing, sharing, exemption)];
    });
  },

  byDesign: (state) => {
    const bound = boundOf(state);
    return sharingGroups(state).flatMap((sharing) => {
      const reason = isOverlay(sharing[0]!) ? 'overlay' : exemptionOf(bound, sharing);
      return reason === null || reason === 'multi-nic-vmotion-version-unknown'
        ? []
        : [{ text: rightBecause(sharing, reason, bound), evidence: proofOf(sharing, bound) }];
    });
  },

  explain: (facts) => ({
    problem:
      facts.oneAddress === null
        ? `${list(facts.vmknics)} ${facts.vmknics.length === 2 ? 'both' : 'all'} have an address in ${facts.subnet} of the netstack ${facts.netstack}.`
        : `Among ${list(facts.vmknics)} the address ${facts.oneAddress} stands twice in the netstack ${facts.netstack}.`,
    why: `${whyOfTable(facts)}${facts.stronger ? ` ${whyOfVlans(facts)}` : ''}${whyOfDoubt(facts.doubt)}`,
    todo: todoOf(facts),
  }),
});

function rightBecause(
  sharing: readonly Adapter[],
  reason: 'overlay' | 'iscsi-bound' | 'multi-nic-vmotion',
  { bindings }: Bound,
): string {
  const names = sharing.map(({ name }) => name);
  const both = names.length === 2 ? 'both' : 'all';
  const share = `${list(names)} ${both} have an address in ${sharing[0]!.subnet}, and that is right here`;
  switch (reason) {
    case 'iscsi-bound': {
      const adapters = [...new Set(names.flatMap((name) => bindings.get(name)?.adapter ?? []))];
      return `${share}: ${both} are bound to ${list(adapters)} by iSCSI port binding, which names the adapter itself and does not ask the table. One more adapter in this subnet without a binding would spoil it.`;
    }
    case 'multi-nic-vmotion':
      return `${share}: ${both} carry vMotion and nothing else, and from 5.0 on vMotion uses several adapters of one subnet side by side.`;
    case 'overlay':
      return `${share}: they are tunnel endpoints in the stack ${sharing[0]!.netstack}, which stand in one subnet by design.`;
  }
}

function proofOf(sharing: readonly Adapter[], { bindings }: Bound): Evidence[] {
  return [
    ...sharing.flatMap(({ nic }) => shown(nic, 'ipv4', 'prefixLength', 'services')),
    ...sharing.flatMap(({ name }) => (bindings.has(name) ? shown(bindings.get(name)!, 'vmknic') : [])),
  ];
}

/** The tables and bindings, looked up once for all groups. */
interface Listing extends Bound {
  readonly connected: ReadonlyMap<string, Route>;
  /** Adapters with a connected entry, by stack. */
  readonly listed: ReadonlySet<string>;
}

function toListing(state: Looked): Listing {
  const connected = new Map<string, Route>();
  const listed = new Set<string>();
  for (const entry of state.routes ?? []) {
    if (entry.gateway !== null) continue;
    const key = `${entry.netstack} ${entry.network}`;
    if (!connected.has(key)) connected.set(key, entry);
    listed.add(`${entry.netstack} ${entry.vmknic}`);
  }
  return { connected, listed, ...boundOf(state) };
}

function found(
  state: Looked,
  { connected, listed, bindings }: Listing,
  sharing: readonly Adapter[],
  exemption: Exemption | null,
): Found<SharedSubnet> {
  const { netstack, subnet } = sharing[0]!;
  const entry = connected.get(`${netstack} ${subnet}`);
  const vlans = vlansOf(state, sharing);
  const doubt = doubtOf(state, sharing, exemption);
  return {
    ...gravityOf(doubt),
    facts: {
      netstack,
      subnet,
      vmknics: sharing.map(({ name }) => name),
      owner: entry?.vmknic ?? null,
      absentFromTable:
        entry?.vmknic === undefined ? [] : namesOf(sharing, ({ name }) => !listed.has(`${netstack} ${name}`)),
      services: Object.fromEntries(
        sharing.flatMap(({ name, nic }) => (nic.services === undefined ? [] : [[name, nic.services]])),
      ),
      bound: namesOf(sharing, ({ name }) => bindings.has(name)),
      vlans,
      stronger: new Set(Object.values(vlans)).size > 1,
      doubt,
      settle: settles(state, doubt, sharing),
      oneAddress: twice(sharing),
      vmotionStack: sharing.some(isForVmotion) && atLeast(state, '6.0') !== false,
    },
    evidence: [
      ...sharing.flatMap(({ nic }) => shown(nic, 'ipv4', 'prefixLength')),
      ...(entry === undefined ? [] : shown(entry, 'network', 'vmknic')),
      ...sharing.flatMap(({ name }) => (bindings.has(name) ? shown(bindings.get(name)!, 'vmknic') : [])),
    ],
  };
}

function twice(sharing: readonly Adapter[]): string | null {
  const addresses = sharing.flatMap(({ nic }) => nic.ipv4 ?? []);
  return addresses.find((address, i) => addresses.indexOf(address) < i) ?? null;
}

function namesOf(sharing: readonly Adapter[], which: (adapter: Adapter) => boolean): string[] {
  return sharing.filter(which).map(({ name }) => name);
}

function vlansOf(state: Looked, sharing: readonly Adapter[]): Record<string, number> {
  return Object.fromEntries(
    sharing.flatMap(({ name, nic }) => {
      const vlan = attachmentOf(state, nic).portgroup?.vlan;
      return vlan === undefined ? [] : [[name, vlan]];
    }),
  );
}

/** A port group's name proves nothing; but where every name says iSCSI and no binding was read, an exception is likely. */
function doubtOf(state: Looked, sharing: readonly Adapter[], exemption: Exemption | null): Doubt {
  if (exemption === 'multi-nic-vmotion-version-unknown') return 'version-unknown';
  if (sharing.filter((each) => !isHypervisorInternal(state, each)).length < 2) return 'hypervisor-internal';
  const allNamed = (pattern: RegExp) => sharing.every(({ nic }) => pattern.test(nic.portgroup ?? ''));
  const untagged = sharing.every(({ nic }) => nic.services === undefined);
  if (untagged && state.iscsi === undefined && allNamed(/iscsi/i)) return 'binding-not-read';
  return untagged && allNamed(/v-?motion/i) ? 'tags-not-read' : null;
}

function gravityOf(doubt: Doubt): { severity?: Severity; certainty?: 'inferred' } {
  if (doubt === null) return {};
  const likely = doubt === 'version-unknown' || doubt === 'hypervisor-internal';
  return { severity: likely ? 'note' : 'risk', certainty: 'inferred' };
}

function settles(state: Looked, doubt: Doubt, sharing: readonly Adapter[]): string | null {
  if (doubt === 'version-unknown') return 'vmware -v';
  if (doubt === 'tags-not-read') return `esxcli network ip interface tag get -i ${sharing[0]!.name}`;
  return doubt === 'binding-not-read' ? bindingList(state) : null;
}

function whyOfTable({ netstack, subnet, owner, absentFromTable, vmknics, bound }: SharedSubnet): string {
  const rest = bound.length > 0 ? ` Only what is bound to ${list(bound)} by iSCSI port binding is free of that.` : '';
  if (owner === null) {
    return `The routing table of ${netstack} holds one connected entry for ${subnet}, so what is sent there by the table leaves by one of them whichever service it belongs to; which one was not captured (often the lowest-numbered, here ${vmknics[0]}).${rest}`;
  }
  const absent =
    absentFromTable.length > 0
      ? ` ${list(absentFromTable)} ${absentFromTable.length === 1 ? 'stands' : 'stand'} in no connected entry.`
      : '';
  return `The routing table of ${netstack} has one connected entry for ${subnet} and it names ${owner}, so what is sent there by the table leaves by ${owner} whichever service it belongs to.${absent}${rest}`;
}

function whyOfVlans({ vlans }: SharedSubnet): string {
  const each = Object.entries(vlans).map(([name, vlan]) => `${name} in VLAN ${vlan}`);
  return `Their port groups are in different VLANs (${list(each)}), so what leaves by the wrong one does not arrive at all.`;
}

const DOUBTS: Readonly<Record<Exclude<Doubt, null>, string>> = {
  'version-unknown':
    ' All of them carry the vMotion tag and nothing else, which is supported from 5.0 on; the version was not captured.',
  'binding-not-read':
    ' By the names of their port groups they may be bound for iSCSI, which would be supported; the bindings were not captured.',
  'tags-not-read':
    ' By the names of their port groups they may be for multi-NIC vMotion, which is supported from 5.0 on; the tags were not captured.',
  'hypervisor-internal':
    ' At most one of them is plugged into a switch with uplinks; the others serve a network inside the host.',
};

function whyOfDoubt(doubt: Doubt): string {
  return doubt === null ? '' : DOUBTS[doubt];
}

function isForVmotion({ nic }: Adapter): boolean {
  return nic.services?.includes('vmotion') ?? /v-?\s?motion/i.test(nic.portgroup ?? '');
}

function todoOf({ settle, vmotionStack, vmknics, bound, oneAddress }: SharedSubnet): string {
  if (oneAddress !== null)
    return `Find out which of ${list(vmknics)} is to bear ${oneAddress}, and at the console, with the host in maintenance mode, take it from the other: whoever is connected to it may be cut off.`;
  const ask = settle === null ? '' : `Run ${settle} first. `;
  const others = vmknics.filter((name) => !bound.includes(name));
  const change =
    bound.length > 0 && others.length > 0
      ? `Take ${list(others)} out of the subnet of the iSCSI adapters: give ${others.length === 1 ? 'it' : 'each of them'} a subnet and VLAN of its own`
      : 'Give each service a subnet and VLAN of its own';
  const stack = vmotionStack ? ', or put vMotion into the vmotion stack (6.0 and newer)' : '';
  return `${ask}${change}${stack}; a static route cannot fix this, because the connected entry matches first.`;
}
