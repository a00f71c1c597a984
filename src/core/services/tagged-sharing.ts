import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Step } from '../step.ts';
import { type Adapter, adaptersOf, connectedEntry, sharingWith, shown } from './adapters.ts';
import { list, step } from './choice.ts';

/** Adapters of one stack in one subnet. `owner` is the one the table names for it; undefined where no listing shows it. */
export interface Sharing {
  readonly tagged: string | undefined;
  readonly others: readonly string[];
  readonly names: readonly string[];
  readonly subnet: string;
  readonly owner: string | undefined;
  readonly splitVlans: boolean;
}

const byNumber = (a: string, b: string) => Number(a.slice(3)) - Number(b.slice(3));

/** The subnet an adapter shares with others, or undefined where it is alone. */
export function sharingOf(state: HostState, adapter: Adapter): Sharing | undefined {
  const others = sharingWith(state, adapter);
  if (others.length === 0) return undefined;
  const all = [adapter, ...others];
  return {
    tagged: adapter.name,
    others: others.map(({ name }) => name),
    names: all.map(({ name }) => name).toSorted(byNumber),
    subnet: adapter.subnet,
    owner: all.map((each) => connectedEntry(state, each)?.route.vmknic).find((each) => each !== undefined),
    splitVlans:
      new Set(all.map(({ nic }) => vlanOf(state, nic.portgroup)).filter((each) => each !== undefined)).size > 1,
  };
}

/** The first adapters that share a subnet; those bound to software iSCSI share theirs by design and say nothing of a tag. */
export function firstSharing(state: HostState): Sharing | undefined {
  const bound = new Set(state.iscsi?.map(({ vmknic }) => vmknic));
  for (const adapter of adaptersOf(state, DEFAULT_STACK)) {
    const sharing = sharingOf(state, adapter);
    if (sharing === undefined || sharing.names.every((name) => bound.has(name))) continue;
    return { ...sharing, tagged: undefined, others: sharing.names };
  }
  return undefined;
}

function vlanOf(state: HostState, portgroup: string | null | undefined): number | undefined {
  return state.portgroups?.find(({ name }) => name === portgroup)?.vlan;
}

/** Who shares the subnet, and whom the table gives it to, each with its lines. */
export function sharingSteps(state: HostState, { tagged, others, subnet, owner }: Sharing): readonly Step[] {
  const adapters = adaptersOf(state, DEFAULT_STACK);
  const names = tagged === undefined ? others : [tagged, ...others];
  const sharing = adapters.filter(({ name }) => names.includes(name));
  const entry = sharing.map((each) => connectedEntry(state, each)).find((each) => each !== undefined);
  return [
    step(
      `${list(sharing.map(({ name }) => name))} have addresses in ${subnet} in one stack.`,
      'documented',
      sharing.flatMap(({ nic }) => shown(nic, 'ipv4', 'prefixLength')),
    ),
    owner === undefined || entry === undefined
      ? step('Which of them the table names for that subnet is not known.', 'unknown')
      : step(
          `The table gives ${entry.route.network} to ${owner}.`,
          'documented',
          shown(entry.route, 'network', 'vmknic'),
          ['KB318546'],
        ),
  ];
}
