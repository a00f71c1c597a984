import { GUEST_MS, KERBEROS_MS } from '../time/limits.ts';
import { apart, skewFrom } from '../time/skew.ts';
import { skewText } from '../time/words.ts';
import { rule } from './rule.ts';
import { NO_NEEDS, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** Host less bot: above zero the host is ahead. */
  readonly skewMs: number;
  readonly boundMs: number;
  readonly direction: 'ahead' | 'behind';
};

/** The host's clock certainly differs from the one it was asked by, bound and all. */
export const clockSkew = rule({
  id: 'clock-skew',
  title: "The clock differs from the bot's",
  severity: 'risk',
  certainty: 'inferred',
  sources: ['S004'],
  needs: NO_NEEDS,
  also: ['clockReadings'],

  check({ clockReadings = [] }) {
    const skew = skewFrom(clockReadings);
    if (skew === undefined) return [];
    const least = apart(skew, { low: 0, high: 0 });
    if (least < GUEST_MS) return [];
    const direction = skew.skewMs > 0 ? ('ahead' as const) : ('behind' as const);
    const facts: Facts = { subject: SUBJECT, ...skew, direction };
    const evidence = clockReadings.map(({ evidence }) => evidence.host!);
    return [{ facts, evidence, ...(least >= KERBEROS_MS && { severity: 'error' as const }) }];
  },

  explain: ({ skewMs, boundMs }) => ({
    problem: `The clock of the host is ${skewText({ skewMs, boundMs })} the clock of the machine that the bot runs on.`,
    why: 'It was asked for its time, and the bound is half the round trip with what is left of the second that `date` shows. Guests take the time of their host over, and Kerberos refuses more than five minutes. This does not tell which of the two clocks is right: several hosts together do.',
    todo: "Look at the time of the bot's machine (`date -u`) and of what the guests follow (their domain controller). Then let the host follow the same source by NTP; look after the guests before its clock is corrected.",
  }),
});
