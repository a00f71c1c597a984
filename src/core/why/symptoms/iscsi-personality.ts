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
      'Put the host into maintenance mode, look at the personality of each port in the firmware, set it to iSCSI, restart.',
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
  const found = diagnosis.findings.find(({ rule }) => rule === 'iscsi-personality');
  if (found !== undefined) {
    return {
      premise: 'holds',
      answer: `${found.problem} So a port looks whose storage personality is FCoE; only the firmware shows it.`,
      steps: [what(found.problem, 'documented', found.evidence), sure(found.why, 'reported', [], ['S004']), ...RUNBOOK],
      missing,
      findings: ['iscsi-personality'],
    };
  }
  const cards = cardAdapters(state);
  const steps = [
    ...(iscsiAdapters ?? []).map((each) =>
      what(
        `${each.adapter} is there, by ${each.driver ?? 'a driver that is not shown'}.`,
        'documented',
        shown(each, 'adapter', 'driver'),
      ),
    ),
    ...(uplinks ?? [])
      .filter(isConverged)
      .map((each) => what(`${each.name} is a converged port.`, 'documented', shown(each, 'description'))),
  ];
  if (iscsiAdapters !== undefined && cards.length === 0) {
    const software =
      iscsiAdapters.length > 0
        ? `only the software adapter (${list(iscsiAdapters.map(({ adapter }) => adapter))}) is there`
        : 'the host has no iSCSI adapter at all';
    return {
      premise: 'cannot-tell',
      answer: `No card brings an iSCSI adapter of its own: ${software}. Either the storage personality of every port is another one, or these cards have no iSCSI; the software adapter needs neither.`,
      steps: [...steps, ...RUNBOOK],
      missing,
      findings: ['iscsi-personality'],
    };
  }
  const ports = cardPorts(state);
  if (missing.length > 0 || ports.length === 0)
    return { premise: 'cannot-tell', answer: iscsiPersonality.summary, steps, missing };
  const names = ports.flatMap(({ with: paired }) => paired.map(({ uplink }) => uplink.name));
  return {
    premise: 'does-not-hold',
    answer: `The ports that can be iSCSI adapters are: ${list(names)}, each behind one of ${list(cards.map(({ adapter }) => adapter))}. The storage personality is not what is wrong.`,
    steps: [
      ...steps,
      ...ports.flatMap(({ with: paired }) =>
        paired.map(({ uplink, port }) =>
          what(`${port.adapter} is ${uplink.name}.`, 'documented', shown(port, 'vmnic', 'adapter')),
        ),
      ),
      todo(
        'If sessions are missing, look at the binding: an adapter of state unbound has no VMkernel adapter yet.',
        'inferred',
        [],
        ['ISC67'],
      ),
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
