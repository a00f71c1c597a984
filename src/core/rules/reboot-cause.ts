import type { Asker, Cause, Reboot } from '../reboots/reboot.ts';
import { type Reboots, rebootsOf } from '../reboots/reboots.ts';
import { advised, reasoned, told } from '../reboots/words.ts';
import { type Found, rule, type Severity } from './rule.ts';

const SEVERITY: Readonly<Record<Cause, Severity>> = {
  reboot: 'note',
  halt: 'note',
  crash: 'error',
  'power-button': 'risk',
  'power-lost': 'error',
  'crash-and-asked': 'risk',
  unknown: 'note',
};

interface Shown extends Record<string, unknown>, Omit<Reboot, 'by' | 'evidence' | 'certainty'> {
  readonly by: readonly Omit<Asker, 'evidence'>[];
  /** How many restarts before the ones shown are not shown. */
  readonly earlier: number;
}

/** A restart that the host's logs show: wanted, a crash, a loss of power, and by whom. */
export const rebootCause = rule({
  id: 'reboot-cause',
  title: 'Why the host restarted',
  severity: 'note',
  certainty: 'documented',
  sources: ['KB317245', 'S004'],
  // A log is not asked for by every check: that a host restarted is a question that somebody has.
  needs: [],
  also: ['logs'],
  check: (state) => found(rebootsOf(state)),
  subjects: () => [],

  explain: (facts) => ({
    problem: told(facts),
    why: `${reasoned(facts)}${facts.earlier > 0 ? ` ${facts.earlier} earlier restarts in these logs are not shown.` : ''}`,
    todo: advised(facts),
  }),
});

function found({ latest, earlier }: Reboots): readonly Found<Shown>[] {
  return latest.map(({ by, evidence, certainty, ...reboot }, i) => ({
    severity: SEVERITY[reboot.cause],
    certainty,
    facts: {
      ...reboot,
      by: by.map(({ evidence: _, ...asker }) => asker),
      earlier: i === latest.length - 1 ? earlier : 0,
    },
    evidence: [...evidence, ...by.flatMap((asker) => asker.evidence)],
  }));
}
