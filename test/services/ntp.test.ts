import { expect, test } from 'vitest';
import { ntp } from '../../src/core/services/ntp.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.2.7/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
] as const;

test.each(['3.5.0', '6.7.0', '9.0.0'])('the table decides for the server on %s, as is inferred', (version) => {
  const choice = ntp.choose(host(esxi(version), ...table), '10.9.0.123');
  expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table', certainty: 'inferred' });
});

test.each([
  ['6.7.0', 'grep ^server /etc/ntp.conf'],
  ['7.0.3', 'esxcli system ntp get'],
])('server not known on %s: it depends', (version, command) => {
  const choice = ntp.choose(host(esxi(version), ...table));
  expect(choice.vmknics).toEqual([]);
  expect(choice.missing).toContain(command);
});

test('on classic ESX it belongs to the Service Console', () => {
  const choice = ntp.choose(host(esxi('4.1.0', { product: 'ESX', classic: true }), ...table));
  expect(choice).toMatchObject({ decidedBy: 'console', certainty: 'inferred' });
});
