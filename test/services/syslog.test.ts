import { expect, test } from 'vitest';
import { syslog } from '../../src/core/services/syslog.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.1.8/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.1.0/24', null, 'vmk0'),
] as const;

test.each(['4.1.0', '9.0.0'])('every entry names vmk0, so any server is reached by it on %s', (version) => {
  const choice = syslog.choose(host(esxi(version), ...table));
  expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table', certainty: 'inferred' });
});

test('server not known and several ways: it depends', () => {
  const choice = syslog.choose(host(...table, vmk('vmk2', '10.4.2.7/24'), route('10.4.2.0/24', null, 'vmk2')));
  expect(choice.vmknics).toEqual([]);
  expect(choice.missing).toContain('esxcli system syslog config get');
});
