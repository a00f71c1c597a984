import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** A build that lost its server and corrects its clock away for days (ntp.md N15). */
export function ntpRunaway(): Scenario {
  return timeCase({
    name: 'ntp-runaway',
    story: 'A build of 7.0 Update 3 before 3o whose kernel means to correct the clock by days; an update cures it.',
    source: null,
    version: '7.0.3',
    number: 17,
    more: { adjtimeUs: -309_237_290_312, clockOffsetMs: 5400 },
    finds: ['ntp-runaway-clock', 'guest-time-step'],
    clearOf: ['ntp-unreachable', 'ntp-firewall'],
  });
}
