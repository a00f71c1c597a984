import { bindingList, captureTcp } from '../esxi/commands.ts';
import type { HostState, IscsiBinding } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { decide } from '../routing/decide.ts';
import type { Step } from '../step.ts';
import { adaptersOf, sharingWith, shown } from './adapters.ts';
import { addressOf, byTable, outcomeOf } from './by-table.ts';
import { choice, list, step, unique } from './choice.ts';
import type { Service, ServiceChoice } from './service.ts';

const PORT = 3260;

/** Software iSCSI: bound adapters and no others where it is bound, else the table. */
export const iscsi: Service = {
  name: 'iscsi',
  title: 'Software iSCSI',
  alsoCalled: ['iscsi', 'i-scsi', 'software iscsi', 'swiscsi', 'iscsi storage', 'port binding', 'iscsi target'],
  versions: [
    {
      from: '3.5',
      rule: 'Without port binding the table picks the adapter, with one session for each portal.',
      certainty: 'documented',
      sources: ['ISC67'],
    },
    {
      from: '4.0',
      rule: 'With port binding only the bound adapters are used, with one session for each bound adapter and portal.',
      certainty: 'documented',
      sources: ['ISC67', 'S002'],
    },
    {
      from: '4.0',
      to: '6.0',
      rule: 'Bound adapters and their targets have to be in one subnet: bound traffic is not routed.',
      certainty: 'documented',
      sources: ['KB2038869'],
    },
    {
      from: '6.5',
      rule: 'Every bound adapter has to reach every portal; whether bound traffic may be routed, the guides of 6.5 disagree on.',
      certainty: 'documented',
      sources: ['ISC67', 'ISCM65'],
    },
  ],

  choose(state, destination) {
    if (state.iscsi === undefined) return unknownBinding(state, destination);
    return state.iscsi.length > 0 ? bound(state, state.iscsi, destination) : unbound(state, destination);
  },
};

function bound(state: HostState, bindings: readonly IscsiBinding[], destination?: string): ServiceChoice {
  const names = unique(bindings.map(({ vmknic }) => vmknic));
  const peer = destination === undefined ? null : addressOf(destination);
  const decisions =
    peer === null ? [] : names.map((out) => decide(state, { destination: peer, netstack: DEFAULT_STACK, out }));
  return choice(iscsi, state, {
    vmknics: names,
    decidedBy: 'binding',
    certainty: 'documented',
    verdict: `Software iSCSI leaves by ${list(names)}, which ${names.length === 1 ? 'is' : 'are'} bound to it; the routing table has no say, and other adapters are not used.`,
    steps: [
      ...bindings.map((each) =>
        step(
          `${each.vmknic} is bound${each.adapter === undefined ? '' : ` to ${each.adapter}`}.`,
          'documented',
          shown(each, 'vmknic', 'adapter'),
          ['ISC67'],
        ),
      ),
      ...decisions.map((each) =>
        step(`Bound to ${each.vmknic ?? 'its adapter'} it ${outcomeOf(each)}.`, each.certainty, each.evidence),
      ),
      ...intruders(state, names),
      ...heartbeat(state),
    ],
    prove: names.flatMap((name) => captureTcp(state, name, PORT)),
    missing: unique(decisions.flatMap(({ missing }) => missing)),
  });
}

/** An adapter that is not bound but shares the subnet is still multihomed with the bound ones. */
function intruders(state: HostState, names: readonly string[]): readonly Step[] {
  const bindings = adaptersOf(state).filter(({ name }) => names.includes(name));
  const others = bindings.flatMap((each) => sharingWith(state, each)).filter(({ name }) => !names.includes(name));
  return unique(others).map(({ name, nic, subnet }) =>
    step(
      `${name} is not bound and is in ${subnet} too: services that are not bound follow the table there.`,
      'inferred',
      shown(nic, 'ipv4'),
      ['KB318546', 'S003'],
    ),
  );
}

/** Binding does not move ICMP: arrays that ping a bound adapter see the answer leave by the table before 5.1. */
function heartbeat(state: HostState): readonly Step[] {
  if (atLeast(state, '5.1') === true) return [];
  const text =
    'Binding does not move pings: before 5.1 an array that pings a bound adapter is answered as the table says.';
  return [step(text, 'documented', [], ['S002'])];
}

function unbound(state: HostState, destination?: string): ServiceChoice {
  const table = byTable(state, DEFAULT_STACK, destination === undefined ? [] : [destination]);
  return choice(iscsi, state, {
    ...table,
    verdict: `No adapter is bound to software iSCSI, so the routing table decides and it ${table.verdict}.`,
    prove: table.vmknics.flatMap((name) => captureTcp(state, name, PORT)),
  });
}

function unknownBinding(state: HostState, destination?: string): ServiceChoice {
  const table = byTable(state, DEFAULT_STACK, destination === undefined ? [] : [destination]);
  const nics = (state.vmknics ?? []).filter(({ enabled }) => enabled !== false);
  const single = nics.length === 1 && nics[0]!.name === 'vmk0' && table.vmknics.length === 1;
  return choice(iscsi, state, {
    ...table,
    vmknics: single ? table.vmknics : [],
    decidedBy: single ? 'table' : 'unknown',
    certainty: single ? 'inferred' : 'unknown',
    verdict: single
      ? `Software iSCSI, if it is set up, ${table.verdict}.`
      : `The output does not show whether software iSCSI is bound to adapters: bound, it leaves by those; not bound, it ${table.verdict}.`,
    prove: table.vmknics.flatMap((name) => captureTcp(state, name, PORT)),
    missing: [bindingList(state), ...table.missing],
  });
}
