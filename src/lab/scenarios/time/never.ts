import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** A fresh host: the daemon is there, and nobody told it whom to ask (ntp.md N1). */
export function ntpNever(): Scenario {
  return timeCase({
    name: 'ntp-never',
    story: 'A host that was never given a time server, with its firewall closed for NTP.',
    source: null,
    version: '6.7.0',
    number: 11,
    ntp: { servers: [], enabled: false, running: false },
    ruleset: { enabled: false },
    finds: ['ntp-not-configured'],
    clearOf: ['ntp-unreachable', 'ntp-not-running'],
  });
}
