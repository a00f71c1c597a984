import { isClassic } from '../../esxi/version.ts';
import type { Reboot } from '../../reboots/reboot.ts';
import { rebootsOf } from '../../reboots/reboots.ts';
import { advised, reasoned, told } from '../../reboots/words.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

const SUMMARY = "grep -iE 'bootstop|heartbeat|booted' /var/log/vmksummary.log";
const BUTTON = "grep -i 'power button' /var/log/vmkernel.log";
const ASKERS = "grep -iE 'reboot|shutdown|halt|dcui|Accepted' /var/log/hostd.log /var/log/shell.log /var/log/auth.log";
/** On classic ESX the log has no ending. */
const OLD_SUMMARY = 'tail -200 /var/log/vmksummary';

/** The host restarted. */
export const reboot: Symptom = {
  id: 'reboot',
  summary:
    'Why a host restarted stands in its logs: `/var/log/vmksummary.log` tells a wanted restart from a crash and from a loss of power.',
  known: [
    documented(
      '`Host is rebooting` and then `Host has booted` in vmksummary.log: somebody asked for it, on 5.0 and newer.',
      'KB317245',
    ),
    documented('`Host is halting`: a wanted shutdown, on 5.0 and newer.', 'KB317245'),
    documented(
      'A line of a core dump after the heartbeats: the kernel crashed. Documented of 7.0 and newer.',
      'KB317245',
    ),
    inferred(
      'Hourly heartbeats and then only a boot line: power was lost or the machine was reset. The time is known to within the hour.',
      'KB317245',
    ),
    documented(
      '`Power button pressed; requesting graceful shutdown` in vmkernel.log: the power button, or the management board. Documented of 7.0 and newer.',
      'KB317245',
    ),
    reported(
      'Logs from before the restart are in `/var/run/log` of a support bundle; in one case its lines named the console as the one who asked.',
      'S004',
    ),
  ],
  todo: [documented('Paste the lines around the restart, or send the support bundle (`.tgz`) itself.', 'KB317245')],
  evidence: [SUMMARY, BUTTON, ASKERS],
  findings: ['reboot-cause'],
  seen,
};

const MOST_TOLD = 5;

function seen({ state }: Asked): Draft | null {
  const [last, ...others] = rebootsOf(state).latest;
  if (last === undefined) {
    if (state.logs !== undefined) return noneSeen();
    return isClassic(state) === true ? lacking(OLD_SUMMARY) : null;
  }
  return {
    premise:
      last.cause === 'unknown' || last.cause === 'crash-and-asked' || last.doubt === 'request-alone'
        ? 'cannot-tell'
        : 'holds',
    answer: told(last),
    steps: [
      ...stepsOf(last),
      ...others
        .slice(0, MOST_TOLD - 1)
        .map((each) => what(`Before that: ${told(each)}`, each.certainty, linesOf(each))),
      todo(advised(last), 'documented', [], ['KB317245']),
    ],
    missing: [...wanted(last)],
    findings: ['reboot-cause'],
    sources: ['KB317245'],
  };
}

function stepsOf(last: Reboot): readonly WhyStep[] {
  return [
    what(told(last), last.certainty, linesOf(last), ['KB317245']),
    sure(
      reasoned(last),
      last.certainty,
      [],
      last.by.some(({ way }) => way === 'console') ? ['KB317245', 'S004'] : ['KB317245'],
    ),
    ...last.by.map(({ way, user, certainty, evidence }) =>
      what(`Named as who asked: ${way === 'console' ? 'the console (DCUI)' : (user ?? way)}.`, certainty, evidence, [
        'S004',
      ]),
    ),
  ];
}

const linesOf = ({ evidence }: Reboot) => evidence;

/** What would still make it surer. */
function wanted({ cause, doubt, by }: Reboot): readonly string[] {
  if (doubt === 'request-alone') return [SUMMARY];
  if (cause === 'reboot' || cause === 'halt') return by.length > 0 ? [] : [ASKERS];
  if (cause === 'power-lost') return [BUTTON, ASKERS];
  return cause === 'unknown' ? [SUMMARY, BUTTON] : [];
}

function lacking(command: string): Draft {
  return { premise: 'cannot-tell', answer: reboot.summary, steps: [], missing: [command], findings: ['reboot-cause'] };
}

function noneSeen(): Draft {
  return {
    premise: 'cannot-tell',
    answer: 'The lines of logs that I read tell of no restart: they may not reach back to it.',
    steps: [],
    missing: [SUMMARY, BUTTON],
    findings: ['reboot-cause'],
  };
}
