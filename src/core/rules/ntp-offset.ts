import { KERBEROS_MS } from '../time/limits.ts';
import { rule } from './rule.ts';
import { causeAmong, judged, lacking, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** Server less host: below zero the host is ahead. */
  readonly offsetMs: number;
  readonly direction: 'ahead' | 'behind';
  readonly text: string;
};

/** The host follows a server and is far from it: it has just begun to, or its clock runs away faster than it is corrected. */
export const ntpOffset = rule({
  id: 'ntp-offset',
  title: 'The clock is far from its server',
  severity: 'risk',
  certainty: 'reported',
  sources: ['KB312204', 'S004'],
  needs: NO_NEEDS,
  also: SEEN,

  lacks: (state) => lacking(state, ['offset']),

  check(state) {
    const cause = causeAmong(state, ['offset']);
    const { offsetMs, state: is } = judged(state);
    // A clock that runs away has a rule of its own, which tells this with it.
    if (cause === null || cause.reason === 'runaway' || offsetMs === undefined || is === 'unknown') return [];
    const direction = offsetMs < 0 ? ('ahead' as const) : ('behind' as const);
    const facts: Facts = { subject: SUBJECT, offsetMs, direction, text: cause.text };
    const grave = Math.abs(offsetMs) >= KERBEROS_MS;
    return [{ facts, evidence: cause.evidence, ...(grave && { severity: 'error' as const }) }];
  },

  explain: ({ text, offsetMs }) => ({
    problem: text,
    why:
      Math.abs(offsetMs) >= KERBEROS_MS
        ? 'It has a server and is still minutes off: Kerberos refuses more than five, and guests that take over this time lose their domain.'
        : 'The daemon corrects up to 128 ms smoothly; what is more it sets in one step, or the clock drifts faster than it is corrected.',
    todo: 'Look again in 15 minutes: an offset that shrinks is being corrected. One that stays or grows is a clock that drifts: look at the other servers, at the time of the server itself, and on 7.0 U3 to 8.0 U1 at `vsish -e get /system/ntpclock/clockData`. Before a step is forced, look after the guests.',
  }),
});
