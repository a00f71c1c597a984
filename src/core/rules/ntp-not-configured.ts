import { rule } from './rule.ts';
import { causeAmong, judged, lacking, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** `no-servers`, or `own-clock` where the host is its own server. */
  readonly reason: string;
  readonly text: string;
};

/** No server tells the host the time, so its clock drifts, and its guests with it. */
export const ntpNotConfigured = rule({
  id: 'ntp-not-configured',
  title: 'No time server is configured',
  severity: 'risk',
  certainty: 'documented',
  sources: ['KB1003063', 'S004'],
  needs: NO_NEEDS,
  also: SEEN,

  lacks: (state) => lacking(state, ['configured']),

  check(state) {
    const cause = causeAmong(state, ['configured']);
    if (cause === null) return [];
    const facts: Facts = { subject: SUBJECT, reason: cause.reason ?? 'no-servers', text: cause.text };
    return [{ facts, evidence: cause.evidence, certainty: judged(state).cause!.certainty }];
  },

  explain: ({ text }) => ({
    problem: text,
    why: 'A fresh host has no time server although the daemon is there, and a clock that nobody corrects drifts; guests take it over when they start, and where a migration or snapshot sets their time.',
    todo: 'Configure the servers that the guests trust too (in a domain, its controllers), start NTP and open the ruleset ntpClient. See first how far the clock is off: correcting it can move the time of guests.',
  }),
});
