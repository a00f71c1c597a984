import { expect, test } from 'vitest';
import { provisioning } from '../../src/core/services/provisioning.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.2.7/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
] as const;
const own = [
  vmk('vmk3', '10.4.4.7/24', { netstack: 'vSphereProvisioning' }),
  route('default', '10.4.4.1', 'vmk3', { netstack: 'vSphereProvisioning' }),
] as const;

test.each(['5.5.0', '6.0.0', '8.0.1'])('without an adapter in its stack the default table decides on %s', (version) => {
  const choice = provisioning.choose(host(esxi(version), ...table), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table', netstack: 'defaultTcpipStack' });
});

test('from 6.0 on its own stack decides where an adapter is in it', () => {
  const choice = provisioning.choose(host(esxi('6.7.0'), ...table, ...own), '10.4.2.9');
  expect(choice).toMatchObject({
    vmknics: ['vmk3'],
    decidedBy: 'netstack',
    netstack: 'vSphereProvisioning',
    certainty: 'documented',
  });
});

test('its stack is known and its table is not', () => {
  const choice = provisioning.choose(host(...table, own[0]), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: [], netstack: 'vSphereProvisioning', certainty: 'unknown' });
  expect(choice.missing).toContain('esxcli network ip route ipv4 list --netstack=vSphereProvisioning');
});

test('version not shown: both rules are told', () => {
  const texts = provisioning.choose(host(...table)).steps.map(({ text }) => text);
  expect(texts.filter((text) => /^From (?:3\.5 to 5\.5|6\.0 on):/.test(text))).toHaveLength(2);
});
