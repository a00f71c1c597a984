import { ntpNotConfigured } from '../../src/core/rules/ntp-not-configured.ts';
import { host } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { answering, noAssociation, ntpConf, ntpGet, ntpq, printed, version } from '../support/time.ts';

testRule(ntpNotConfigured, {
  fine: {
    'servers are listed': printed(ntpGet('10.72.0.123')),
    'a server in the file': printed(ntpConf('10.72.0.123')),
    'a file without servers, and a daemon that follows one': printed(ntpConf(), ntpq(answering())),
    'the host says that it is synchronised': printed([
      'esxcli system ntp test',
      '   Comments: NTP is in sync \n   Timeinsync: true',
    ]),
    'PTP sets the clock': printed(ntpGet('', false), [
      'esxcli system ptp get',
      '   Enabled: true\n   In Fallback State: false',
    ]),
  },
  found: {
    'never configured': [printed(version('7.0.3'), ntpGet('', false)), { reason: 'no-servers' }, { severity: 'risk' }],
    'a file without servers': [printed(ntpConf()), { reason: 'no-servers' }],
    'its own clock alone': [printed(ntpConf('127.127.1.0')), { reason: 'own-clock' }],
    'it follows its own clock': [
      printed(ntpConf('127.127.1.0'), ntpq(answering({ remote: 'LOCAL(0)', refid: '.LOCL.', type: 'l' }))),
      { reason: 'own-clock' },
    ],
    'a daemon that has no server': [printed(noAssociation), { reason: 'no-servers' }, { certainty: 'reported' }],
  },
  notChecked: {
    'nothing of time': [host(), ['esxcli system ntp get']],
    'the clock alone': [printed(version('6.7.0'), ['date', 'Tue Feb  3 22:14:25 UTC 2026']), ['cat /etc/ntp.conf']],
  },
});
