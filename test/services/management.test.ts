import { describe, expect, test } from 'vitest';
import { management } from '../../src/core/services/management.ts';
import { esxi, host, proof, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24', { services: ['management'] }),
  vmk('vmk1', '10.4.2.7/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.1.0/24', null, 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
] as const;
const vswif = { name: 'vswif0', ipv4: '10.4.1.5', prefixLength: 24 };
const console = {
  serviceConsole: {
    interfaces: [{ ...vswif, evidence: proof(vswif, 'esxcfg-vswif -l') }],
    routes: [{ network: '0.0.0.0/0', gateway: '10.4.1.1', interface: 'vswif0', evidence: {} }],
  },
};

describe('management', () => {
  test.each(['4.1.0', '5.5.0', '7.0.3', '9.0.0'])('on ESXi %s the table decides for the client', (version) => {
    const choice = management.choose(host(esxi(version), ...table), '10.4.2.50');
    expect(choice).toMatchObject({ vmknics: ['vmk1'], decidedBy: 'table', certainty: 'documented' });
  });

  test('clients from anywhere are answered by the default entry', () => {
    const choice = management.choose(host(...table));
    expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table' });
    expect(choice.verdict).toContain('all else leaves by vmk0');
  });

  test('the tag is told and moves nothing', () => {
    const choice = management.choose(
      host(vmk('vmk1', '10.4.2.7/24', { services: ['management'] }), ...table),
      '10.9.9.9',
    );
    expect(choice.vmknics).toEqual(['vmk0']);
    expect(choice.steps.map(({ text }) => text)).toContainEqual(expect.stringContaining('does not change which way'));
  });

  test('on classic ESX the Service Console decides, whatever the VMkernel table says', () => {
    const choice = management.choose(host(esxi('4.1.0', { product: 'ESX', classic: true }), ...table, console));
    expect(choice).toMatchObject({ vmknics: ['vswif0'], decidedBy: 'console', netstack: 'serviceConsole' });
  });

  test('classic ESX of which the console was not read', () => {
    const choice = management.choose(host(esxi('3.5.0', { product: 'ESX' }), ...table), '10.9.9.9');
    expect(choice).toMatchObject({ vmknics: [], decidedBy: 'console', missing: ['esxcfg-vswif -l', 'route -n'] });
  });

  test('without a table the way is not known', () => {
    const choice = management.choose(host(esxi('6.7.0'), vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.2.7/24')));
    expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown', missing: ['esxcli network ip route ipv4 list'] });
  });
});
