import type { Portgroup } from '../../esxi/host-state.ts';
import { clusterMacs, isNamedForNlb, nlbFaults, nlbSettings, quoted } from '../../rules/nlb-unicast-policy.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

const setTo = (name: string) =>
  `\`esxcli network vswitch standard portgroup policy failover set -p ${name} --notify-switches=false\` and \`… policy security set -p ${name} --allow-mac-change=true --allow-forged-transmits=true\` (look at --help first: recalled); on a distributed switch it is set in vCenter. It cuts off nothing; never do it on the port group of a vmkernel adapter.`;

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
    reported(
      'Multicast mode leaves the NIC its own address, so none of this is needed; but the physical switch ignores such an address until it is told (static ARP and MAC entries).',
      'S004',
    ),
    reported(
      'Clients of other subnets reach the cluster only where its NIC has a default gateway: Windows from 2008 on does not answer by another NIC.',
      'S004',
    ),
    inferred(
      'Without the announcement the switch learns other machines of that port group later after a migration, so the cluster belongs on a port group of its own.',
      'KB1556',
    ),
    documented(
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
  const multicast = clusterMacs(state, '03');
  if (multicast.length > 0 && clusterMacs(state, '02').length === 0) {
    const text = `A cluster in multicast mode is seen at ${list(multicast.map(({ address }) => address))}: its NICs keep their addresses, and the port group needs nothing special.`;
    return {
      premise: 'does-not-hold',
      answer: `${text} Look at the static ARP and MAC entries of the physical switch.`,
      steps: [
        what(
          text,
          'reported',
          multicast.flatMap((each) => shown(each, 'mac')),
          ['S004'],
        ),
      ],
    };
  }
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
      steps: judged.map(statementOf),
    };
  }
  const sure = named.length > 0;
  return {
    premise: sure ? 'holds' : 'cannot-tell',
    answer: `${sure ? '' : 'If that is the port group of the cluster: '}${wrong.map(said).join(' ')} In unicast mode ${wrong.some((each) => nlbFaults(each).notify) ? 'the switch then learns the shared address at one port and sends all traffic to one node' : 'the port group then cuts its nodes off'}.`,
    steps: [
      ...judged.map(statementOf),
      ...wrong.map(({ name }) =>
        todo(`Where the cluster runs in unicast mode: ${setTo(quoted(name))}`, 'inferred', [], ['KB1556', 'S004']),
      ),
    ],
  };
}

const wasShown = (group: Portgroup) => Object.values(nlbFaults(group)).some((each) => each !== null);

const said = (group: Portgroup) => `On ${group.name} ${list(nlbSettings(nlbFaults(group)))}.`;

function statementOf(group: Portgroup): WhyStep {
  const settings = nlbSettings(nlbFaults(group));
  const text =
    settings.length > 0 ? said(group) : `The policies of ${group.name} let unicast mode work, as far as shown.`;
  return what(text, 'documented', shown(group, 'teaming', 'security'), ['KB1556']);
}
