import { expect, test } from 'vitest';
import { dns } from '../../src/core/services/dns.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.2.7/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
] as const;
const servers = (...addresses: string[]) => ({ dns: { servers: addresses, evidence: {} } });

test.each(['4.1.0', '8.0.1'])('the servers of the output are looked up on %s', (version) => {
  expect(dns.choose(host(esxi(version), ...table, servers('10.4.2.53', '10.9.0.53')))).toMatchObject({
    vmknics: ['vmk1', 'vmk0'],
    decidedBy: 'table',
    certainty: 'inferred',
  });
});

test('a server by name of the asker counts instead', () => {
  expect(dns.choose(host(...table, servers('10.4.2.53')), '10.9.0.53').vmknics).toEqual(['vmk0']);
});

test('servers not known: it depends', () => {
  const choice = dns.choose(host(...table));
  expect(choice.vmknics).toEqual([]);
  expect(choice.missing).toContain('esxcli network ip dns server list');
});

test('an adapter known to be disabled carries nothing, whatever the table still names', () => {
  const off = [vmk('vmk2', '10.60.0.4/24', { enabled: false }), route('10.60.0.0/24', null, 'vmk2')];
  const { verdict, steps } = dns.choose(host(...table, ...off));
  expect(JSON.stringify([verdict, steps])).not.toContain('vmk2');
});

test('a listing without an Interface column names no adapter', () => {
  const choice = dns.choose(host(vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.2.7/24'), route('default', '10.4.1.1')));
  expect(choice.verdict).toContain('the adapter that the routing table names');
});
