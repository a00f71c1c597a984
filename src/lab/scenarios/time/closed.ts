import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** Configured and running, and its own firewall keeps the questions in. */
export function ntpClosed(): Scenario {
  return timeCase({
    name: 'ntp-closed',
    story: 'NTP is configured and runs, and the ruleset ntpClient of the host is closed.',
    source: null,
    version: '7.0.3',
    number: 12,
    ruleset: { enabled: false },
    finds: ['ntp-firewall'],
    clearOf: ['ntp-unreachable', 'ntp-not-configured'],
  });
}
