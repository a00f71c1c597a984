import { ntpNotRunning } from '../../src/core/rules/ntp-not-running.ts';
import { testRule } from '../support/rules.ts';
import { answering, ntpConf, ntpGet, ntpq, peer, printed, refused, version } from '../support/time.ts';

const status = (text: string) => ['/etc/init.d/ntpd status', text] as const;

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
