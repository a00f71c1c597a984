import { adapterList } from '../esxi/commands.ts';
import { lastOf } from '../net/address.ts';
import { type Adapter, adaptersOf, shown } from '../services/adapters.ts';
import { ofStack } from '../services/by-table.ts';
import { list } from '../services/choice.ts';
import { addressesUnknown, isHypervisorInternal, isOverlay } from '../services/sharing.ts';
import { rule } from './rule.ts';

interface Nested {
  readonly larger: Adapter[];
  readonly smaller: Adapter[];
}

/** Two subnets of one netstack hold each other but differ in length. */
export const overlappingSubnets = rule({
  id: 'overlapping-subnets',
  title: 'Subnets of vmkernel adapters overlap',
  severity: 'error',
  certainty: 'documented',
  sources: ['NET80', 'KB318546'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  also: ['portgroups', 'vswitches'],
  lacks: (state) => addressesUnknown(state, adapterList(state)),

  check: (state) => {
    const adapters = adaptersOf(state).filter((each) => !isOverlay(each) && !isHypervisorInternal(state, each));
    return nested(adapters).map(({ larger, smaller }) => ({
      facts: {
        netstack: larger[0]!.netstack,
        subnets: [larger[0]!.subnet, smaller[0]!.subnet],
        vmknics: [...larger, ...smaller].map(({ name }) => name),
        larger: larger.map(({ name }) => name),
        smaller: smaller.map(({ name }) => name),
      },
      evidence: [...larger, ...smaller].flatMap(({ nic }) => shown(nic, 'ipv4', 'prefixLength')),
    }));
  },

  explain: ({ netstack, subnets: [wide, narrow], larger, smaller }) => ({
    problem: `${narrow} of ${list(smaller)} lies inside ${wide} of ${list(larger)}, in one routing table${ofStack(netstack)}.`,
    why: `The longest prefix wins, so what is sent by the table to ${narrow} leaves by the adapter of ${narrow}, even what belongs to ${list(larger)}.`,
    todo: `Correct the mask of one of them where it is a slip, or move ${list(smaller)} to a subnet outside ${wide}.`,
  }),
});

/** Each subnet with the nearest one that holds it: sorted by first address, an enclosing subnet stands before what it holds. */
function nested(adapters: readonly Adapter[]): Nested[] {
  if (adapters.length < 2) return [];
  const pairs: Nested[] = [];
  const open: Adapter[][] = [];
  for (const same of bySubnet(adapters)) {
    const [{ netstack, prefix }] = same as [Adapter];
    while (open.length > 0 && !encloses(open[open.length - 1]![0]!, netstack, prefix.network)) open.pop();
    const around = open[open.length - 1];
    if (around !== undefined) pairs.push({ larger: around, smaller: same });
    open.push(same);
  }
  return pairs;
}

function encloses(outer: Adapter, netstack: string, network: number): boolean {
  return outer.netstack === netstack && network <= lastOf(outer.prefix);
}

function bySubnet(adapters: readonly Adapter[]): Adapter[][] {
  const groups = new Map<string, Adapter[]>();
  for (const adapter of adapters) {
    const key = `${adapter.netstack} ${adapter.subnet}`;
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [adapter]);
    else same.push(adapter);
  }
  return [...groups.values()].sort(([a], [b]) => inOrder(a!, b!));
}

function inOrder(a: Adapter, b: Adapter): number {
  if (a.netstack !== b.netstack) return a.netstack < b.netstack ? -1 : 1;
  return a.prefix.network - b.prefix.network || a.prefix.length - b.prefix.length;
}
