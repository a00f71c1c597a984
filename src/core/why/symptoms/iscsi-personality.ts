import type { HostState } from '../../esxi/host-state.ts';
import type { Finding } from '../../rules/rule.ts';
import { foundBy } from '../../rules/with-theirs.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { cardAdapters, cardPorts, isConverged } from '../../services/iscsi-cards.ts';
import type { Asked, Draft, WhyStep } from '../answer.ts';
import { sure, todo, what } from '../answer.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

/** Converged ports that do not appear as iSCSI adapters. */
export const iscsiPersonality: Symptom = {
  id: 'iscsi-personality',
  summary:
    "A FlexFabric port that does not appear as an iSCSI adapter has been seen to be set to FCoE: the storage personality is chosen for each port in the server's firmware.",
  known: [
    reported(
      'On an HP 534FLR the ports did not appear as iSCSI adapters while their personality was FCoE; setting it to iSCSI in the System Utilities and a reboot cured it.',
      'S004',
    ),
  ],
  todo: [
    inferred(
      'Make sure first that nothing is reached or booted over FCoE on these ports, for the change takes it away; then put the host into maintenance mode, look at the personality of each port in the firmware, set it to iSCSI, restart.',
      'S004',
    ),
  ],
  evidence: ['esxcli iscsi adapter list', 'esxcli iscsi physicalnetworkportal list', 'esxcli network nic list'],
  findings: ['iscsi-personality'],
  seen,
};

const PORTS = 'esxcli iscsi physicalnetworkportal list';

function seen({ state, diagnosis }: Asked): Draft | null {
  const { iscsiAdapters, iscsiPorts, uplinks } = state;
  if (iscsiAdapters === undefined && iscsiPorts === undefined) return null;
  const missing = [
    ...(iscsiAdapters === undefined ? ['esxcli iscsi adapter list'] : []),
    ...(iscsiPorts === undefined ? [PORTS] : []),
    ...(uplinks === undefined ? ['esxcli network nic list'] : []),
  ];
  const [found] = foundBy('iscsi-personality', diagnosis.findings);
  if (found !== undefined) return { ...asReported(found), missing };
  const steps = stepsOf(state);
  if (iscsiAdapters !== undefined && cardAdapters(state).length === 0)
    return { ...softwareOnly(iscsiAdapters, steps), missing };
  if (missing.length > 0 || cardPorts(state).length === 0)
    return { premise: 'cannot-tell', answer: iscsiPersonality.summary, steps, missing };
  return allThere(state, steps);
}

function asReported({ problem, why, evidence }: Finding): Draft {
  return {
    premise: 'holds',
    answer: `${problem} So a port looks whose storage personality is FCoE; only the firmware shows it.`,
    steps: [what(problem, 'documented', evidence), sure(why, 'reported', [], ['S004']), ...RUNBOOK],
    findings: ['iscsi-personality'],
  };
}

function stepsOf({ iscsiAdapters = [], uplinks = [] }: HostState): readonly WhyStep[] {
  return [
    ...iscsiAdapters.map((each) =>
      what(
        `${each.adapter} is there, by ${each.driver ?? 'a driver that is not shown'}.`,
        'documented',
        shown(each, 'adapter', 'driver'),
      ),
    ),
    ...uplinks
      .filter(isConverged)
      .map((each) => what(`${each.name} is a converged port.`, 'documented', shown(each, 'description'))),
  ];
}

/** No card brings an adapter, and none of its ports looks converged. */
function softwareOnly(adapters: NonNullable<HostState['iscsiAdapters']>, steps: readonly WhyStep[]): Draft {
  const software =
    adapters.length > 0
      ? `only the software adapter (${list(adapters.map(({ adapter }) => adapter))}) is there`
      : 'the host has no iSCSI adapter at all';
  return {
    premise: 'cannot-tell',
    answer: `No card brings an iSCSI adapter of its own: ${software}. Either the storage personality of every port is another one, or these cards have no iSCSI; the software adapter needs neither.`,
    steps: [...steps, ...RUNBOOK],
    findings: ['iscsi-personality'],
  };
}

function allThere(state: HostState, steps: readonly WhyStep[]): Draft {
  const paired = cardPorts(state).flatMap((each) => each.with);
  const binding =
    'If sessions are missing, look at the binding: an adapter of state unbound has no VMkernel adapter yet.';
  return {
    premise: 'does-not-hold',
    answer: `The ports that can be iSCSI adapters are: ${list(paired.map(({ uplink }) => uplink.name))}, each behind one of ${list(cardAdapters(state).map(({ adapter }) => adapter))}. The storage personality is not what is wrong.`,
    steps: [
      ...steps,
      ...paired.map(({ uplink, port }) =>
        what(`${port.adapter} is ${uplink.name}.`, 'documented', shown(port, 'vmnic', 'adapter')),
      ),
      todo(binding, 'inferred', [], ['ISC67']),
    ],
    missing: [],
    findings: ['iscsi-binding'],
  };
}

/** In this order; the restart is what cuts the host off. */
const RUNBOOK: readonly WhyStep[] = [
  todo(
    'First: make sure that nothing is reached or booted over FCoE on these ports; the change takes it away.',
    'inferred',
    [],
    ['S004'],
  ),
  todo(
    'Then put the host into maintenance mode and have its remote console at hand: the next step restarts it.',
    'inferred',
    [],
    ['S004'],
  ),
  todo(
    'Restart into the System Utilities, System Configuration, the port, Device Hardware Configuration: set the storage personality from FCoE to iSCSI, port by port, and save.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'After the restart `esxcli iscsi adapter list` shows whether the ports are there; other makes of card have other menus, which were not checked.',
    'inferred',
    [],
    ['S004'],
  ),
];
