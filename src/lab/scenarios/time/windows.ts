import type { Scenario } from '../scenario.ts';
import { timeCase } from './around.ts';

/** A Windows time service answers every poll and is too far from its own reference to be followed (ntp.md N17). */
export function ntpWindows(): Scenario {
  return timeCase({
    name: 'ntp-windows',
    story:
      'The server is a domain controller with a root dispersion of 10.5 s: it answers, and the daemon follows nobody.',
    source: null,
    version: '7.0.3',
    number: 15,
    server: { stratum: 3, refid: '.LOCL.', dispersionMs: 10_500 },
    more: {
      logs: {
        '/var/log/vmkernel.log': [],
        '/var/log/syslog.log': [
          '2026-02-03T22:14:22Z ntpd[2099832]: kernel reports TIME_ERROR: 0x4041: Clock Unsynchronized',
        ],
      },
    },
    finds: ['ntp-not-synchronised'],
    clearOf: ['ntp-unreachable', 'ntp-firewall'],
  });
}
