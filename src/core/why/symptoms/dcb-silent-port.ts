import type { HostState, Uplink } from '../../esxi/host-state.ts';
import { foundBy } from '../../rules/with-theirs.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

/** A port with link and without traffic. */
export const dcbSilentPort: Symptom = {
  id: 'dcb-silent-port',
  summary:
    "A port with link and no traffic has been cured by enabling the DCB protocol in the card's firmware; why it needs it is not established.",
  known: [
    reported(
      'On an HP 530SFP+ with a 5920AF switch the link was up and nothing passed until DCB Protocol was enabled.',
      'S004',
    ),
    inferred('The author suspected the DCBX exchange with the switch; nothing proved it.', 'S004'),
  ],
  todo: [
    inferred(
      'Rule out VLAN and teaming first; then enable DCB in the firmware, in maintenance mode, for it takes a restart.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli network nic list',
    'esxcli network nic stats get -n vmnicN',
    'esxcli network nic dcb status get -n vmnicN',
    'esxcli network vswitch standard list',
  ],
  findings: ['dcb-silent-port', 'uplink-down', 'link-status-only'],
  seen,
};

function seen({ state, diagnosis }: Asked): Draft | null {
  const known = (state.uplinks ?? []).filter(({ received, dcb }) => received !== undefined || dcb !== undefined);
  if (known.length === 0) return null;
  const silent = foundBy('dcb-silent-port', diagnosis.findings);
  const [first] = silent;
  const steps = known.flatMap(counted);
  if (first === undefined) {
    const heard = known.filter(({ received = 0 }) => received > 0);
    const quiet = known.filter(({ received }) => received === undefined);
    if (heard.length === 0)
      return { premise: 'cannot-tell', answer: dcbSilentPort.summary, steps, missing: counters(quiet) };
    return {
      premise: 'does-not-hold',
      answer: `${list(heard.map(({ name }) => name))} ${heard.length === 1 ? 'has' : 'have'} received packets, so ${heard.length === 1 ? 'it is' : 'they are'} not silent: bridging is not what is missing. Look at VLAN, teaming and the way behind the switch.`,
      steps: [
        ...steps,
        todo(
          'Compare the VLANs of the switch port with those of the port groups, then test with one active uplink at a time.',
          'inferred',
          [],
          ['S004'],
        ),
      ],
      missing: counters(quiet),
      findings: ['uplink-down', 'link-status-only'],
    };
  }
  const reportedCase = silent.find(({ certainty }) => certainty === 'reported');
  const shownFirst = reportedCase ?? first;
  return {
    premise: reportedCase === undefined ? 'cannot-tell' : 'holds',
    answer: `${shownFirst.problem} ${reportedCase === undefined ? shownFirst.why : 'So it was in the reported case, where enabling DCB in the firmware cured it; the cause was never proven.'}`,
    steps: [
      ...steps,
      sure(
        'Whether what the driver says of DCB is what the firmware has set is not established; the firmware decides.',
        'unknown',
        [],
        ['S004'],
      ),
      ...(shownFirst.facts.dcb === true ? [todo(shownFirst.todo, 'inferred', [], ['S004'])] : RUNBOOK),
    ],
    missing: silent.flatMap(({ facts }) =>
      facts.dcb === null ? [`esxcli network nic dcb status get -n ${String(facts.uplink)}`] : [],
    ),
    findings: ['dcb-silent-port', 'uplink-down', 'link-status-only'],
  };
}

function counted(uplink: Uplink): readonly WhyStep[] {
  const { name, link, received, dcb } = uplink;
  const parts = [
    ...(link == null ? [] : [`link ${link}`]),
    ...(received === undefined ? [] : [`${received} packets received`]),
    ...(dcb === undefined ? [] : [`data center bridging ${dcb ? 'on' : 'off'}`]),
  ];
  return [what(`${name}: ${list(parts)}.`, 'documented', shown(uplink, 'link', 'received', 'dcb'))];
}

function counters(uplinks: NonNullable<HostState['uplinks']>): readonly string[] {
  return uplinks.map(({ name }) => `esxcli network nic stats get -n ${name}`);
}

/** In this order; the restart is what cuts the host off. */
const RUNBOOK: readonly WhyStep[] = [
  todo(
    'First rule out what is commoner: the VLANs and the state of the switch port, its bundle, and the teaming of the virtual switch.',
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
    'Restart into the System Utilities, System Configuration, the port, Device Hardware Configuration: set DCB Protocol to Enabled, port by port, save and restart.',
    'reported',
    [],
    ['S004'],
  ),
  todo('If the counters stay at nothing, set it back: then it was something else.', 'inferred', [], ['S004']),
];
