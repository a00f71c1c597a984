import type { HostState } from '../../esxi/host-state.ts';
import { isBlade } from '../../rules/power-cycle-asked.ts';
import type { Finding } from '../../rules/rule.ts';
import { foundBy } from '../../rules/with-theirs.ts';
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
      'Evacuate the host, or shut its machines down at its console where no port works, and read the bay number twice: the command cuts the power of whatever is in that bay.',
      'S004',
    ),
  ],
  evidence: [PLATFORM, LOG, 'esxcli network nic list'],
  findings: ['power-cycle-asked', 'uplink-down'],
  seen,
};

/** It holds where the log asks for it on a blade; another machine has no bay to reset, and a port that works needs no reset. */
function seen({ state, diagnosis }: Asked): Draft | null {
  const { platform } = state;
  const [asked] = foundBy('power-cycle-asked', diagnosis.findings);
  if (asked === undefined && platform === undefined) return null;
  const shownOf = { steps: stepsOf(state, asked), findings: ['power-cycle-asked', 'uplink-down'] };
  if (platform?.product !== undefined && !isBlade(platform.product))
    return { ...shownOf, ...noBlade(platform.product) };
  const missing = [...(platform?.product === undefined ? [PLATFORM] : []), ...(state.logs === undefined ? [LOG] : [])];
  const steps = [...shownOf.steps, ...RUNBOOK];
  return { ...shownOf, steps, missing, ...(asked === undefined ? silent(state) : asks(asked, platform?.product)) };
}

function stepsOf({ platform }: HostState, asked: Finding | undefined): readonly WhyStep[] {
  return [
    ...(asked === undefined ? [] : [what(asked.problem, 'documented', asked.evidence)]),
    ...(platform === undefined
      ? []
      : [
          what(
            platform.product === undefined
              ? 'What machine it is the output does not name.'
              : `The machine is ${platform.product}.`,
            'documented',
            shown(platform, 'product', 'vendor'),
          ),
        ]),
    sure('A restart of the system leaves a blade powered.', 'reported', [], ['S004']),
  ];
}

function noBlade(product: string): Pick<Draft, 'premise' | 'answer' | 'missing'> {
  return {
    premise: 'does-not-hold',
    answer: `${product} is no blade of an HP BladeSystem by its name, so the reset of a bay at the Onboard Administrator is not for it: its power is cut where it comes in, at the cords of a rack server or at the enclosure of another blade, after it was evacuated.`,
    missing: [],
  };
}

/** Nothing in the log asks for it. */
function silent({ platform, uplinks }: HostState): Pick<Draft, 'premise' | 'answer'> {
  const up = (uplinks ?? []).filter(({ link }) => link === 'up').length;
  const machine =
    platform?.product === undefined
      ? 'Whether the machine is a blade was not read'
      : `${platform.product} is a blade of an HP BladeSystem`;
  return {
    premise: 'cannot-tell',
    answer: `${machine}; whether its ports wait for a power cycle, its log says.${up > 0 ? ` ${up} of its ports ${up === 1 ? 'has' : 'have'} link, so not all of them do.` : ''}`,
  };
}

function asks({ problem }: Finding, product: string | undefined): Pick<Draft, 'premise' | 'answer'> {
  return product === undefined
    ? {
        premise: 'cannot-tell',
        answer: `${problem} Whether it is a blade was not read, and what cuts its power hangs on that.`,
      }
    : {
        premise: 'holds',
        answer: `${problem} Neither a restart nor switching it off and on cuts the power of a blade; an e-fuse reset of its bay does.`,
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
    'Evacuate the host and put it into maintenance mode, where it still answers. Without a port that works nothing can leave it: shut its machines down from its console, for what runs on it is lost with its power. See that no firmware is being written.',
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
