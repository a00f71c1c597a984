import { describe, expect, test } from 'vitest';
import { vsan } from '../../src/core/services/vsan.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const tag = { services: ['vsan'], tagsRead: true };
const base = [
  vmk('vmk0', '10.4.1.7/24', { services: [], tagsRead: true }),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.2.0/24', null, 'vmk2'),
] as const;
const vmk2 = vmk('vmk2', '10.4.2.7/24', tag);
const withGateway = vmk('vmk2', '10.4.2.7/24', { ...tag, gateway: '10.4.2.1' });

describe('vsan', () => {
  test.each(['5.5.0', '6.7.0', '7.0.3', '9.0.0'])('on the link the tagged adapter, on %s', (version) => {
    const choice = vsan.choose(host(esxi(version), ...base, vmk2), '10.4.2.9');
    expect(choice).toMatchObject({ vmknics: ['vmk2'], decidedBy: 'tag', certainty: 'reported' });
  });

  test.each([
    ['6.7.0', []],
    ['7.0.3', ['vmk2']],
  ])('a gateway of the adapter itself, on %s', (version, vmknics) => {
    expect(vsan.choose(host(esxi(version), ...base, withGateway), '10.8.0.9').vmknics).toEqual(vmknics);
  });

  test('a gateway of the adapter itself, version not shown', () => {
    const choice = vsan.choose(host(...base, withGateway), '10.8.0.9');
    expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
    expect(choice.missing).toContain('vmware -v');
  });

  test('a static route through it works on every version', () => {
    const choice = vsan.choose(
      host(esxi('6.5.0'), ...base, vmk2, route('10.8.0.0/16', '10.4.2.1', 'vmk2')),
      '10.8.0.9',
    );
    expect(choice).toMatchObject({ vmknics: ['vmk2'], decidedBy: 'tag' });
  });

  test('without tags the command that shows them is named', () => {
    const choice = vsan.choose(host(esxi('7.0.3'), vmk('vmk0', '10.4.1.7/24'), vmk('vmk2', '10.4.2.7/24')));
    expect(choice).toMatchObject({ vmknics: [], missing: ['esxcli vsan network list'] });
  });
});
