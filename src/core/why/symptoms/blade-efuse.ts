import { isBlade } from '../../rules/power-cycle-asked.ts';
import { shown } from '../../services/adapters.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

const PLATFORM = 'esxcli hardware platform get';
const LOG = "grep -i 'power cycle' /var/log/vmkernel.log";

/** Blade ports that only a cut of the power revives. */
export const bladeEfuse: Symptom = {
  id: 'blade-efuse',
  summary:
    'Blade network ports that stay unusable through every restart have been cured by cutting the power of the bay from the Onboard Administrator; a restart of the system leaves the blade powered.',
  known: [
    reported(
      '`show server list` and then `reset server BAY` at the Onboard Administrator cut the power of the bay; the help there does not list it.',
      'S004',
    ),
  ],
  todo: [
    inferred(
      'Evacuate the host and read the bay number twice: the command cuts the power of whatever is in that bay.',
      'S004',
    ),
  ],
  evidence: [PLATFORM, LOG, 'esxcli network nic list'],
  findings: ['power-cycle-asked', 'uplink-down'],
  seen,
};

/** It holds where the log asks for it on a blade; another machine has no e-fuse, and a port that works needs none. */
function seen({ state, diagnosis }: Asked): Draft | null {
  const { platform, uplinks } = state;
  const asked = diagnosis.findings.find(({ rule }) => rule === 'power-cycle-asked');
  if (asked === undefined && platform === undefined) return null;
  const findings = ['power-cycle-asked', 'uplink-down'];
  const missing = [...(platform === undefined ? [PLATFORM] : []), ...(state.logs === undefined ? [LOG] : [])];
  const steps = [
    ...(asked === undefined ? [] : [what(asked.problem, 'documented', asked.evidence)]),
    ...(platform === undefined
      ? []
      : [
          what(
            `The machine is ${platform.product ?? 'not named'}.`,
            'documented',
            shown(platform, 'product', 'vendor'),
          ),
        ]),
    sure(asked?.why ?? 'A restart of the system leaves a blade powered.', 'reported', [], ['S004']),
  ];
  if (platform?.product !== undefined && !isBlade(platform.product)) {
    return {
      premise: 'does-not-hold',
      answer: `${platform.product} is no blade of an HP BladeSystem, so there is no Onboard Administrator and no e-fuse to reset: its power is cut where it comes in, at the cords of a rack server or at the enclosure of another blade.`,
      steps: [
        ...steps,
        todo(
          'Evacuate it first; then switch it off, cut its power for a minute, and start it again.',
          'inferred',
          [],
          ['S004'],
        ),
      ],
      missing: [],
      findings,
    };
  }
  const up = (uplinks ?? []).filter(({ link }) => link === 'up');
  if (asked === undefined) {
    return {
      premise: 'cannot-tell',
      answer: `${platform!.product ?? 'The machine'} is a blade; whether its ports wait for a power cycle, its log says.${up.length > 0 ? ` ${up.length} of its ports have link, so not all of them do.` : ''}`,
      steps: [...steps, ...RUNBOOK],
      missing,
      findings,
    };
  }
  return {
    premise: 'holds',
    answer: `${asked.problem} Neither a restart nor switching it off and on cuts the power of a blade; an e-fuse reset of its bay does.`,
    steps: [...steps, ...RUNBOOK],
    missing,
    findings,
  };
}

/** In this order; the third step is the one that cuts the power. */
const RUNBOOK: readonly WhyStep[] = [
  todo(
    'First: this is for a blade in an HP enclosure with an Onboard Administrator; you need a login there.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'Evacuate the host and put it into maintenance mode, where it still answers; machines that run on it are lost with its power.',
    'inferred',
    [],
    ['S004'],
  ),
  todo(
    'At the Onboard Administrator `show server list`: find the bay by the name and the serial number of this host, and read it twice.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'The next command cuts the power of that bay at once, without asking the system: `reset server BAY`. It works although `help` does not list it.',
    'reported',
    [],
    ['S004'],
  ),
  todo(
    'When the host is back, see whether its ports are (`esxcli network nic list`); if not, the port or the module is broken. `show interconnect list` shows the modules.',
    'inferred',
    [],
    ['S004'],
  ),
];
