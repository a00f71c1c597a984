import { ntpFirewall } from '../../src/core/rules/ntp-firewall.ts';
import { testRule } from '../support/rules.ts';
import { allowed, answering, ntpConf, ntpGet, ntpq, OPEN, peer, printed, ruleset, version } from '../support/time.ts';

const asking = [version('7.0.3'), ntpGet('10.72.0.123'), ntpq(peer())] as const;

testRule(ntpFirewall, {
  fine: {
    'open to all': printed(...asking, ...OPEN),
    'the server is in the list': printed(...asking, ruleset(true), allowed('10.72.0.0/24')),
    'closed, and servers answer all the same': printed(ntpGet('10.72.0.123'), ntpq(answering()), ruleset(false)),
    'an empty list, and servers answer all the same': printed(
      ntpGet('10.72.0.123'),
      ntpq(answering()),
      ruleset(true),
      allowed(''),
    ),
    'the whole firewall is off': printed(...asking, ruleset(false), [
      'esxcli network firewall get',
      '   Default Action: PASS\n   Enabled: false\n   Loaded: true',
    ]),
    'no firewall before 5.0': printed(version('4.1.0'), ntpConf('10.72.0.123'), [
      '/etc/init.d/ntpd status',
      'ntpd is running',
    ]),
    'the list names whom it allows, and all are': printed(...asking, ruleset(true), allowed('All')),
  },
  found: {
    'the ruleset is closed': [printed(...asking, ruleset(false)), { reason: 'ruleset-closed' }, { severity: 'error' }],
    'open to nobody': [
      printed(...asking, ruleset(true), allowed('')),
      { reason: 'list-empty', allowed: [] },
      { certainty: 'reported' },
    ],
    'the list is of another server': [
      printed(...asking, ruleset(true), allowed('10.72.9.9, 10.99.0.0/16')),
      { reason: 'not-in-list', allowed: ['10.72.9.9', '10.99.0.0/16'] },
    ],
    'the system owns it': [
      printed(...asking, [
        'esxcli network firewall ruleset list',
        'Name       Enabled  Enable/Disable configurable  Allowed IP configurable\n---------  -------  ---------------------------  -----------------------\nntpClient    false                        false                     true',
      ]),
      { reason: 'ruleset-closed', owned: true },
    ],
    'on classic ESX': [
      printed(ntpConf('10.72.0.123'), ntpq(peer()), ['esxcfg-firewall -q ntpClient', 'Service ntpClient is blocked.']),
      { reason: 'ruleset-closed' },
    ],
  },
  notChecked: {
    'open, and to whom was not shown': [
      printed(...asking, ruleset(true)),
      ['esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient'],
    ],
  },
});
