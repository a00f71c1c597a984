import { expect, test } from 'vitest';
import { ntpNotRunning } from '../../src/core/rules/ntp-not-running.ts';
import { testRule } from '../support/rules.ts';
import { answering, ntpConf, ntpGet, ntpq, peer, printed, refused, version } from '../support/time.ts';

const status = (text: string) => ['/etc/init.d/ntpd status', text] as const;

const classic = (level3: '3:on' | '3:off') =>
  printed(
    ['vmware -v', 'VMware ESX 4.1.0 build-260247'],
    ntpConf('10.72.0.123'),
    ['chkconfig --list ntpd', `ntpd           \t0:off\t1:off\t2:on\t${level3}\t4:on\t5:on\t6:off`],
    ['service ntpd status', 'ntpd is stopped'],
    ['esxcfg-firewall -q ntpClient', 'Service ntpClient is blocked.'],
  );

test('that the daemon starts with the host is no proof that it does not run; that it does not start is one beside it', () => {
  const [on, off] = (['3:on', '3:off'] as const).map((level) =>
    ntpNotRunning.check(classic(level) as never)[0]!.evidence!.map(({ text }) => text.trim()),
  );
  expect(on).toEqual(['ntpd is stopped', 'Service ntpClient is blocked.']);
  expect(off).toEqual(['ntpd is stopped', expect.stringMatching(/^ntpd\s+0:off/), 'Service ntpClient is blocked.']);
});

testRule(ntpNotRunning, {
  fine: {
    'a daemon that answers': printed(ntpGet('10.72.0.123'), ntpq(answering())),
    'a daemon that hears nobody runs, too': printed(ntpGet('10.72.0.123'), ntpq(peer())),
    'a process': printed(ntpGet('10.72.0.123', true, { PID: 2101448 })),
    'stopped, then started': printed(ntpConf('10.72.0.123'), status('ntpd is not running'), status('ntpd is running')),
    'nothing is configured, which comes first': printed(ntpGet('', false), refused),
  },
  found: {
    'the daemon refuses': [printed(ntpGet('10.72.0.123'), refused), { reason: 'stopped' }, { severity: 'error' }],
    'the script says so': [printed(ntpConf('10.72.0.123'), status('ntpd is not running')), { reason: 'stopped' }],
    'switched off': [
      printed(version('7.0.3'), ntpGet('10.72.0.123', false)),
      { reason: 'disabled' },
      { certainty: 'inferred' },
    ],
    'it runs and will not start again': [
      printed(ntpConf('10.72.0.123'), ['chkconfig --list ntpd', 'ntpd                    off'], ntpq(answering())),
      { reason: 'not-at-boot' },
      { severity: 'risk' },
    ],
    'classic, and its firewall is closed as well': [
      classic('3:on'),
      {
        reason: 'stopped',
        text: 'The daemon ntpd does not run.',
        start: '`service ntpd start` starts the daemon now; at boot it starts by itself.',
        wall: {
          text: "The ruleset ntpClient of the host's firewall is closed.",
          todo: 'Open the ruleset: `esxcfg-firewall -e ntpClient`.',
        },
      },
    ],
    'classic, and it is not to start with the host': [
      classic('3:off'),
      { reason: 'stopped', text: 'The daemon ntpd does not run, and it is not set to start with the host.' },
    ],
  },
  notChecked: {
    'configured is not running': [printed(version('7.0.3'), ntpGet('10.72.0.123')), ['ntpq -pn']],
    'on at boot is not running': [
      printed(version('6.7.0'), ntpConf('10.72.0.123'), ['chkconfig --list ntpd', 'ntpd                    on']),
      ['ntpq -pn'],
    ],
    'off at boot is not stopped': [
      printed(version('6.7.0'), ntpConf('10.72.0.123'), ['chkconfig --list ntpd', 'ntpd                    off']),
      ['ntpq -pn'],
    ],
  },
});
