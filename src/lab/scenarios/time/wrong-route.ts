import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** The server lies behind a route that leaves by the vMotion adapter, to a router that leads nowhere (ntp.md N14). */
export function ntpWrongRoute(): Scenario {
  return timeCase({
    name: 'ntp-wrong-route',
    story: 'A static route sends what goes to the time server out of the vMotion adapter, where no router leads there.',
    source: null,
    version: '7.0.3',
    number: 14,
    routes: ['10.59.9.0/24 via 10.59.5.1'],
    finds: ['ntp-unreachable'],
    clearOf: ['ntp-firewall'],
  });
}
