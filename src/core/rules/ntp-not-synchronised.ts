import { rule } from './rule.ts';
import { causeAmong, lacking, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** `stratum`, `dispersion`, `offset`, `disagree` or `not-told`. */
  readonly reason: string;
  readonly text: string;
  readonly servers: readonly string[];
};

/** Servers answer, and the daemon follows none of them: it rejects what they say. */
export const ntpNotSynchronised = rule({
  id: 'ntp-not-synchronised',
  title: 'The host follows no time server',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB443781', 'KB312204'],
  needs: NO_NEEDS,
  also: SEEN,

  lacks: (state) => lacking(state, ['selected']),

  check(state) {
    const cause = causeAmong(state, ['selected']);
    if (cause === null) return [];
    const servers = (state.ntp?.peers ?? []).filter(({ reach }) => reach > 0).map(({ remote }) => remote);
    const facts: Facts = { subject: SUBJECT, reason: cause.reason ?? 'not-told', text: cause.text, servers };
    return [{ facts, evidence: cause.evidence, certainty: cause.certainty }];
  },

  explain: ({ text, reason }) => ({
    problem: text,
    why: 'A server that answers is followed only where the daemon believes it: reach 377 without a star in `ntpq -pn` is a server that was heard and rejected.',
    todo: TODO[reason] ?? TODO['not-told']!,
  }),
});

const TODO: Readonly<Record<string, string>> = {
  stratum: 'Mend the time of the server itself, or name another: stratum 16 means that it follows nobody.',
  dispersion:
    'Best name a server with a reference of its own. Where it has to be a Windows time service, its high root dispersion can be allowed by `tos maxdist 15` (and `server NAME version 3`), loaded from 7.0 on by `esxcli system ntp set -f FILE`.',
  offset:
    'Set the clock near the right time first, after looking after the guests, then restart the daemon: it does not correct so much by itself.',
  disagree:
    'Name at least four servers, or take out the one that is wrong: of two that disagree nobody can tell which is right.',
  'not-told':
    'Look at `ntpq -c rv`: a root dispersion above 1500 ms or `leap_alarm` means that the server is too unsure of its own time, as a Windows time service often is; `tos maxdist 15` allows it.',
};
