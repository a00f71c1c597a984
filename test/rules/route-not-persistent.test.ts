import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { routeNotPersistent } from '../../src/core/rules/route-not-persistent.ts';
import { esxi, host, route } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const table = [route('default', '10.4.1.1', 'vmk0'), route('10.4.1.0/24', null, 'vmk0')];
const added = route('10.9.0.0/16', '10.4.1.254', 'vmk0');

testRule(routeNotPersistent, {
  fine: {
    'a learned entry is not to be kept': host(
      esxi('5.0.0'),
      ...table,
      route('10.9.0.7/32', '10.4.1.254', 'vmk0', { source: 'REDIRECT' }),
    ),
    '5.1 keeps them': host(esxi('5.1.0'), ...table, added),
    '7.0 keeps them': host(esxi('7.0.3'), ...table, added),
    'nothing was added': host(esxi('5.0.0'), ...table),
    'nothing was added, version not shown': host(...table),
  },
  found: {
    '5.0 loses them': [
      host(esxi('5.0.0'), ...table, added),
      { netstack: 'defaultTcpipStack', network: '10.9.0.0/16', gateway: '10.4.1.254', version: '5.0.0' },
      { severity: 'risk', certainty: 'reported' },
    ],
    'not established on 4.1': [
      host(esxi('4.1.0'), ...table, added),
      { network: '10.9.0.0/16', version: '4.1.0' },
      { severity: 'note' },
    ],
  },
  notChecked: { 'version not shown': [host(...table, added), ['vmware -v']] },
});

test('an entry for one address waits until it is known whether it was learned', () => {
  const { findings } = diagnose(host(esxi('5.0.0'), ...table, route('10.9.0.7/32', '10.4.1.254', 'vmk0')));
  const learned = findings.find(({ rule }) => rule === 'redirect-route');
  expect(learned?.explains.map(({ rule }) => rule)).toEqual(['route-not-persistent']);
  expect(learned?.explains[0]?.todo).toMatch(/^First find out whether it was set or learned/);
});
