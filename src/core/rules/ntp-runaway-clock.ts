import { CLOCK_DATA } from '../esxi/commands.ts';
import type { Repair } from '../time/judgement.ts';
import { CLEAR_CLOCK } from '../time/kernel-clock.ts';
import { offsetText } from '../time/words.ts';
import { rule } from './rule.ts';
import { judged, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  readonly adjtimeUs: number;
  /** Whether this build has the known fault; null: the output does not tell. */
  readonly affected: boolean | null;
  /** What mends it; null where this build has it already. */
  readonly repair: Repair | null;
  /** How far the host is off meanwhile: server less host, below zero it is ahead. */
  readonly offsetMs: number | null;
};

/** The kernel means to correct the clock by days: builds of 7.0 U3 to 8.0 U1 do that after their server was lost. */
export const ntpRunawayClock = rule({
  id: 'ntp-runaway-clock',
  title: 'The clock runs away',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB312016'],
  needs: NO_NEEDS,
  also: SEEN,

  // Asked only of a build that has the fault, and only where the time is not seen to be right.
  lacks(state) {
    const { clock, state: is } = judged(state);
    const fine = is === 'synchronised' || is === 'other-source' || is === 'not-configured';
    return clock.affected === true && clock.adjtimeUs === undefined && !fine && state.ntp !== undefined
      ? [CLOCK_DATA]
      : [];
  },

  check(state) {
    const { clock, offsetMs = null, offsetEvidence } = judged(state);
    if (!clock.runsAway) return [];
    const { adjtimeUs, affected = null, repair } = clock;
    const facts: Facts = { subject: SUBJECT, adjtimeUs: adjtimeUs!, affected, repair, offsetMs };
    const known = clock.affected !== false;
    return [
      { facts, evidence: [...clock.evidence, ...offsetEvidence], ...(!known && { certainty: 'inferred' as const }) },
    ];
  },

  explain: ({ adjtimeUs, affected, repair, offsetMs }) => ({
    problem: `The kernel means to correct the clock by ${Math.round(adjtimeUs / 1e6)} s, so it drifts for days.${offsetMs === null ? '' : ` The host ${offsetText(offsetMs)} its server.`}`,
    why:
      affected === false
        ? 'The fault that is known to do so was mended before this build, so the cause may be another one.'
        : 'ESXi 7.0 U3 to 8.0 U1 leaves such a correction behind when its server was lost for a while. It is mended by an update.',
    todo: `Look after the guests, then clear it with \`${CLEAR_CLOCK}\`.${repair === null ? '' : ` Update the host to ${repair.updates}: KB 312016 names these updates; of their build numbers (${repair.builds.join(', ')}) I have no document.`}`,
  }),
});
