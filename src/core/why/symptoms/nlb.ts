import type { Portgroup } from '../../esxi/host-state.ts';
import type { Certainty } from '../../evidence.ts';
import {
  clusterMacs,
  isNamedForNlb,
  type NlbFaults,
  nlbFaults,
  nlbSettings,
  policyLines,
  quoted,
} from '../../rules/nlb-unicast-policy.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

const setTo = (name: string) =>
  `\`esxcli network vswitch standard portgroup policy failover set -p ${name} --notify-switches=false\` and \`… policy security set -p ${name} --allow-mac-change=true --allow-forged-transmits=true\` (look at --help first: recalled); on a distributed switch it is set in vCenter. It cuts off nothing; never do it on the port group of a vmkernel adapter.`;

/** What the other mode needs, as every story of a cluster tells it. */
export const MULTICAST = reported(
  'Multicast mode leaves the NIC its own address, so none of this is needed; but the physical switch ignores such an address until it is told (static ARP and MAC entries).',
  'S004',
);
export const NIC_GATEWAY = reported(
  'Clients of other subnets reach the cluster only where its NIC has a default gateway: Windows from 2008 on does not answer by another NIC.',
  'S004',
);
const LEARNING = inferred(
  'Without the announcement the switch learns other machines of that port group later after a migration, so the cluster belongs on a port group of its own.',
  'KB1556',
);

/** NLB in unicast mode. */
export const nlb: Symptom = {
  id: 'nlb',
  summary:
    'With NLB in unicast mode the host announces the shared MAC address of the cluster at power-on, failover and some migrations, and the switch then sends all traffic to one node: switch that off with Notify switches = No.',
  known: [
    documented(
      'The host sends RARP packets at those moments; in unicast mode they expose the shared address. The text covers 6.x to 8.x; the idea is the same before.',
      'KB1556',
    ),
    reported('The port group has to accept MAC address changes and forged transmits as well.', 'S004'),
    MULTICAST,
    NIC_GATEWAY,
    LEARNING,
    inferred(
      'Set on the switch instead of the port group it holds for every port group of the switch that has no policy of its own.',
      'KB1556',
    ),
  ],
  todo: [
    documented('Set Notify switches to No on the port group of the cluster.', 'KB1556'),
    inferred(`There by command: ${setTo('PORTGROUP')}`, 'KB1556', 'S004'),
    inferred(
      'Then clear the address of the cluster from the MAC table of the physical switch, or wait until it has aged.',
      'KB1556',
    ),
  ],
  evidence: [
    'esxcli network vswitch standard portgroup list',
    'esxcli network vswitch standard portgroup policy failover get -p PORTGROUP',
    'esxcli network vswitch standard portgroup policy security get -p PORTGROUP',
  ],
  findings: ['nlb-unicast-policy'],
  seen,
};

/** The policies of the cluster's port group; one that is not named for NLB is judged on condition. */
function seen({ state }: Asked): Draft | null {
  const other = clusterMacs(state, 'unicast').length > 0 ? null : (inMulticast(state) ?? inIgmp(state));
  if (other !== null) return other;
  const groups = state.portgroups ?? [];
  const named = groups.filter(isNamedForNlb);
  const judged = (named.length > 0 ? named : groups).filter(wasShown);
  if (judged.length === 0) return null;
  const wrong = judged.filter((each) => nlbSettings(nlbFaults(each)).length > 0);
  const unknown = judged.filter((each) => Object.values(nlbFaults(each)).includes(null));
  if (wrong.length === 0) {
    const text = `${list(judged.map(({ name }) => name))} ${judged.length === 1 ? 'has' : 'have'} nothing against unicast mode${unknown.length > 0 ? ' in the policies that were shown' : ': no announcement, and address changes and forged transmits are accepted'}.`;
    return {
      premise: unknown.length > 0 ? 'cannot-tell' : 'does-not-hold',
      answer: text,
      steps: [...judged.flatMap(statementsOf), ...LEFT],
    };
  }
  const sure = named.length > 0;
  return {
    premise: sure ? 'holds' : 'cannot-tell',
    answer: `${sure ? '' : 'If that is the port group of the cluster: '}${wrong.map(said).join(' ')} In unicast mode ${wrong.some((each) => nlbFaults(each).notify) ? 'the switch then learns the shared address at one port and sends all traffic to one node' : 'the port group then cuts its nodes off'}.`,
    steps: [
      ...judged.flatMap(statementsOf),
      ...wrong.map(({ name }) =>
        todo(`Where the cluster runs in unicast mode: ${setTo(quoted(name))}`, 'inferred', [], ['KB1556', 'S004']),
      ),
    ],
  };
}

const wasShown = (group: Portgroup) => Object.values(nlbFaults(group)).some((each) => each !== null);

const said = (group: Portgroup) => told(group, nlbFaults(group));

const told = ({ name }: Portgroup, faults: NlbFaults) => `On ${name} ${list(nlbSettings(faults))}.`;

/** What stands in the way, each with its own source: the announcement is documented, the security policy is not. */
function statementsOf(group: Portgroup): readonly WhyStep[] {
  const faults = nlbFaults(group);
  if (nlbSettings(faults).length === 0) {
    const text = `The policies of ${group.name} let unicast mode work, as far as shown.`;
    return [what(text, 'reported', policyLines(group, false), ['KB1556', 'S004'])];
  }
  const of = (part: NlbFaults, certainty: Certainty, source: 'KB1556' | 'S004') =>
    nlbSettings(part).length === 0
      ? []
      : [what(told(group, part), certainty, policyLines(group, true, part), [source])];
  return [
    ...of({ ...faults, macChanges: null, forgedTransmits: null }, 'documented', 'KB1556'),
    ...of({ ...faults, notify: null }, 'reported', 'S004'),
  ];
}

/** Where the policies are right the cause is elsewhere. */
const LEFT: readonly WhyStep[] = [
  todo(
    'See in the NLB manager of the guest which mode the cluster runs in; in multicast mode the physical switch needs static ARP and MAC entries.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'Where only clients of other subnets do not reach it: see that the NIC of the cluster has a default gateway.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'Clear the address of the cluster from the MAC table of the physical switch, or wait until it has aged.',
    'inferred',
    [],
    ['KB1556'],
  ),
];

/** How an address starts is recalled, so what follows of it is not observed. */
function inMulticast(state: Asked['state']): Draft | null {
  const seen = clusterMacs(state, 'multicast');
  if (seen.length === 0) return null;
  const text = `A cluster in multicast mode is seen at ${list(seen.map(({ address }) => address))}, by the start of its MAC address (recalled): its NICs keep their addresses, and the port group needs nothing special.`;
  return {
    premise: 'does-not-hold',
    answer: `${text} Look at the static ARP and MAC entries of the physical switch.`,
    steps: [what(text, 'inferred', linesOf(seen), ['S004'])],
  };
}

function inIgmp(state: Asked['state']): Draft | null {
  const seen = clusterMacs(state, 'igmp');
  if (seen.length === 0) return null;
  const text = `${list(seen.map(({ address }) => address))} is at a MAC address of IP multicast: a cluster in IGMP multicast mode would look so (recalled), and what its port group needs is not known here.`;
  return {
    premise: 'cannot-tell',
    answer: `${text} Look at the mode in the NLB manager of the guest first.`,
    steps: [what(text, 'inferred', linesOf(seen))],
  };
}

const linesOf = (seen: ReturnType<typeof clusterMacs>) => seen.flatMap((each) => shown(each, 'mac'));
