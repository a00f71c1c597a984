import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

const SIX_MINUTES = 362_000;

/** S004: the host is six minutes ahead of the domain, and a member of a cluster of mail servers on it must not jump. */
export function ntpAhead(): Scenario {
  return timeCase({
    name: 'ntp-ahead',
    story:
      'The clock is 6 min 2 s ahead of its server; a guest that starts or moves here jumps, and one of a cluster must not.',
    source: 'S004',
    version: '5.5.0',
    number: 16,
    more: { clockOffsetMs: SIX_MINUTES },
    finds: ['ntp-offset', 'guest-time-step'],
    clearOf: ['ntp-unreachable', 'ntp-not-configured'],
  });
}
