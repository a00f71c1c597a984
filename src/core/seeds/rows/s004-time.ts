import type { SeedRow } from '../row.ts';

const TIME = 'test/seeds/time.test.ts';

/** Of S004: time. */
export const S004_TIME: readonly SeedRow[] = [
  {
    id: 'guest-time-step',
    seed: 'S004',
    problem:
      'A mail server does not start: its clock jumped with that of its host, though its synchronisation is unticked.',
    rule: 'guest-time',
    scenario: 'ntp-ahead',
    test: `${TIME}: S004: a guest jumped with the clock of its host, whose NTP is off, though its synchronisation is unticked`,
  },
  {
    id: 'host-ahead',
    seed: 'S004',
    problem: 'A host is minutes ahead, another a minute: neither has NTP switched on.',
    rule: 'guest-time-step',
    scenario: 'ntp-ahead',
    test: `${TIME}: S004: a host that is seen to be six minutes ahead is what its guests took over`,
  },
  {
    id: 'ntp-for-several-hosts',
    seed: 'S004',
    problem: 'Several hosts are to get time servers, the service and its firewall rule.',
    rule: 'ntp-not-configured',
    scenario: 'ntp-never',
    test: `${TIME}: S004: no time server is set on the hosts`,
  },
];
