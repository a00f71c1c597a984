import { describe, expect, test } from 'vitest';
import { returnPath } from '../../src/core/routing/return-path.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const MANUAL = { source: 'MANUAL' };
const base = host(
  vmk('vmk0', '203.0.113.4/28'),
  vmk('vmk1', '192.168.20.100/24'),
  route('default', '203.0.113.1', 'vmk0', MANUAL),
  route('203.0.113.0/28', null, 'vmk0', MANUAL),
  route('192.168.20.0/24', null, 'vmk1', MANUAL),
);
const text = (path: ReturnType<typeof returnPath>) => path!.steps.map((step) => step.text).join('\n');

describe('the way back', () => {
  test('to a routed client leaves by the adapter of the default gateway, with the dialled address', () => {
    const path = returnPath(base, '192.168.40.0/24', 'vmk1')!;
    expect(path).toMatchObject({
      client: '192.168.40.0/24',
      dialled: { vmknic: 'vmk1', address: '192.168.20.100' },
      sameAdapter: false,
      certainty: 'reported',
      missing: [],
    });
    expect(path.parts).toMatchObject([
      {
        first: '192.168.40.0',
        last: '192.168.40.255',
        sameAdapter: false,
        decision: { vmknic: 'vmk0', nextHop: '203.0.113.1' },
      },
    ]);
    expect(text(path)).toContain('replies leave by vmk0 to the gateway 203.0.113.1, not by vmk1.');
    expect(text(path)).toContain('every address of the host');
  });

  test('to a neighbour is its own subnet', () => {
    const path = returnPath(base, '192.168.20.7', 'vmk1')!;
    expect(path).toMatchObject({ client: '192.168.20.7', sameAdapter: true });
    expect(text(path)).not.toContain('stateful');
  });

  test('of a prefix whose parts differ is told in parts', () => {
    const path = returnPath(base, '192.168.16.0/20', 'vmk1')!;
    expect(path.parts.map(({ first, last, sameAdapter }) => [first, last, sameAdapter])).toEqual([
      ['192.168.16.0', '192.168.19.255', false],
      ['192.168.20.0', '192.168.20.255', true],
      ['192.168.21.0', '192.168.31.255', false],
    ]);
    expect(path.sameAdapter).toBe(false);
  });

  test('is not known without a table or a gateway', () => {
    const path = returnPath(host(vmk('vmk1', '192.168.20.100/24')), '10.1.2.3', 'vmk1')!;
    expect(path).toMatchObject({
      sameAdapter: null,
      certainty: 'unknown',
      missing: ['esxcli network ip route ipv4 list'],
    });
  });

  test('does not exist without a route', () => {
    const path = returnPath(
      host(vmk('vmk1', '192.168.20.100/24'), route('192.168.20.0/24', null, 'vmk1', MANUAL)),
      '10.1.2.3',
      'vmk1',
    )!;
    expect(path.sameAdapter).toBe(false);
    expect(text(path)).toContain('no way back');
  });

  test('is that of the stack of the adapter', () => {
    const state = host(
      base,
      vmk('vmk2', '10.30.0.5/24', { netstack: 'vmotion' }),
      route('10.30.0.0/24', null, 'vmk2', { netstack: 'vmotion', ...MANUAL }),
    );
    expect(returnPath(state, '10.30.0.9', 'vmk2')).toMatchObject({ netstack: 'vmotion', sameAdapter: true });
  });
});

test('a ping follows other rules from 5.1 on', () => {
  expect(text(returnPath(host(base, esxi('5.0.0')), '10.1.2.3', 'vmk1'))).toContain(
    'Before 5.1 an echo reply leaves by the table',
  );
  expect(text(returnPath(host(base, esxi('6.7.0')), '10.1.2.3', 'vmk1'))).toContain(
    'From 5.1 on an echo reply leaves by the adapter that received',
  );
  expect(text(returnPath(base, '10.1.2.3', 'vmk1'))).toContain('The version was not shown');
});

test('what is no address or prefix has no way back', () => {
  expect(returnPath(base, '10.1.2', 'vmk1')).toBeNull();
});
