import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** The ruleset is open, and lets through those of a list that is empty (ntp.md N25). */
export function ntpNobody(): Scenario {
  return timeCase({
    name: 'ntp-nobody',
    story: 'The ruleset ntpClient is open for those of its list, and the list is empty.',
    source: null,
    version: '8.0.2',
    number: 13,
    ruleset: { allowedAll: false, allowedIps: [] },
    finds: ['ntp-firewall'],
    clearOf: ['ntp-unreachable'],
  });
}
