import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { formatIpv4, formatPrefix, lastOf, readIpv4, readPrefix } from '../../src/core/net/address.ts';
import { parseChange } from '../../src/core/routing/change.ts';
import { decide } from '../../src/core/routing/decide.ts';
import { whatIf } from '../../src/core/routing/what-if.ts';
import { prefix } from '../support/arbitraries.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const MANUAL = { source: 'MANUAL' };
const base = host(
  vmk('vmk0', '203.0.113.4/28'),
  vmk('vmk1', '192.168.20.100/24'),
  route('default', '203.0.113.1', 'vmk0', MANUAL),
  route('203.0.113.0/28', null, 'vmk0', MANUAL),
  route('192.168.20.0/24', null, 'vmk1', MANUAL),
  route('10.9.4.0/24', '192.168.20.7', 'vmk1', MANUAL),
);

function ask(state: HostState, text: string) {
  const parsed = parseChange(text);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  return whatIf(state, parsed.change);
}

const codes = (text: string, state = base) => ask(state, text)?.refusals.map(({ code }) => code);
const via = (vmknic: string, nextHop: string) => ({ outcome: 'via-gateway', vmknic, nextHop });

describe('the difference', () => {
  test('of a new route is its prefix', () => {
    expect(ask(base, 'add 192.168.40.0/24 via 192.168.20.1')).toMatchObject({
      changes: [
        {
          first: '192.168.40.0',
          last: '192.168.40.255',
          before: via('vmk0', '203.0.113.1'),
          after: via('vmk1', '192.168.20.1'),
        },
      ],
      refusals: [],
      protected: [],
      certainty: 'documented',
      missing: [],
    });
  });

  test('leaves out what a longer entry keeps, and says so', () => {
    const diff = ask(base, 'add 10.9.0.0/16 via 192.168.20.1')!;
    expect(diff.changes.map(({ first, last }) => [first, last])).toEqual([
      ['10.9.0.0', '10.9.3.255'],
      ['10.9.5.0', '10.9.255.255'],
    ]);
    expect(diff.notes).toContain('10.9.4.0/24 via 192.168.20.7 is inside 10.9.0.0/16 and keeps its traffic.');
  });

  test('of a removed route is what falls back', () => {
    expect(ask(base, 'remove 10.9.4.0/24')?.changes).toEqual([
      { first: '10.9.4.0', last: '10.9.4.255', before: via('vmk1', '192.168.20.7'), after: via('vmk0', '203.0.113.1') },
    ]);
  });

  test('of a connected entry is nothing, since it is not removed', () => {
    expect(ask(base, 'remove 192.168.20.0/24')).toMatchObject({ changes: [], refusals: [{ code: 'connected-route' }] });
  });

  test('of a gateway is all that no longer entry keeps', () => {
    const diff = ask(base, 'gateway 192.168.20.1')!;
    expect(diff.refusals).toEqual([]);
    expect(diff.changes[0]).toEqual({
      first: '0.0.0.0',
      last: '10.9.3.255',
      before: via('vmk0', '203.0.113.1'),
      after: via('vmk1', '192.168.20.1'),
    });
    expect(diff.changes.map(({ first }) => first)).toEqual(['0.0.0.0', '10.9.5.0', '192.168.21.0', '203.0.113.16']);
    expect(diff.changes.at(-1)?.last).toBe('255.255.255.255');
  });

  test('of the gateway it has is nothing', () => {
    expect(ask(base, 'gateway 203.0.113.1')).toMatchObject({ changes: [], refusals: [{ code: 'already-present' }] });
  });

  test('of a stack without a gateway begins with no route', () => {
    const state = host(
      base,
      vmk('vmk2', '10.30.0.5/24', { netstack: 'vmotion' }),
      route('10.30.0.0/24', null, 'vmk2', { netstack: 'vmotion' }),
    );
    const diff = ask(state, 'gateway 10.30.0.1 stack vmotion')!;
    expect(diff.changes[0]).toMatchObject({
      before: { outcome: 'no-route', vmknic: null },
      after: via('vmk2', '10.30.0.1'),
    });
    expect(diff.missing).toEqual(['esxcli network ip route ipv4 list --netstack=vmotion']);
  });

  test('without a listing is inferred, and of nothing captured is not made', () => {
    const state = host(vmk('vmk0', '203.0.113.4/28', { gateway: '203.0.113.1' }), vmk('vmk1', '192.168.20.100/24'));
    expect(ask(state, 'add 192.168.40.0/24 via 192.168.20.1')).toMatchObject({
      changes: [{ first: '192.168.40.0', last: '192.168.40.255', after: via('vmk1', '192.168.20.1') }],
      certainty: 'inferred',
      missing: ['esxcli network ip route ipv4 list'],
    });
    expect(ask(host(esxi('7.0.3')), 'gateway 10.0.0.1')).toBeNull();
    expect(ask(base, 'gateway 10.0.0.1 stack vmotion')).toBeNull();
  });

  test('agrees with decisions before and after, on every edge', () => {
    const gateway = fc.constantFrom('192.168.20.1', '203.0.113.1', '198.51.100.1');
    const routes = fc.array(fc.tuple(prefix, gateway), { maxLength: 8 });
    fc.assert(
      fc.property(routes, prefix, gateway, fc.constantFrom('add', 'remove', 'gateway'), (entries, target, gw, kind) => {
        const seen = new Map([
          ...entries.map(([each, to]) => [formatPrefix(each), to] as const),
          ['0.0.0.0/0', '203.0.113.1'] as const,
        ]);
        const connected = [route('203.0.113.0/28', null, 'vmk0'), route('192.168.20.0/24', null, 'vmk1')];
        const tableOf = (table: ReadonlyMap<string, string>) =>
          host(
            vmk('vmk0', '203.0.113.4/28'),
            vmk('vmk1', '192.168.20.100/24'),
            ...connected,
            ...[...table].map(([net, to]) => route(net, to)),
          );
        const net = kind === 'gateway' ? '0.0.0.0/0' : formatPrefix(target);
        if (net === '203.0.113.0/28' || net === '192.168.20.0/24') return;
        const after = new Map(seen);
        if (kind === 'remove') after.delete(net);
        else after.set(net, gw);
        const [old, now] = [tableOf(seen), tableOf(after)];
        const { changes } = ask(
          old,
          kind === 'gateway' ? `gateway ${gw}` : kind === 'add' ? `add ${net} via ${gw}` : `remove ${net}`,
        )!;
        const edges = [...seen.keys(), ...after.keys()]
          .map((each) => readPrefix(each)!)
          .flatMap((each) => [each.network, lastOf(each)]);
        for (const at of edges.flatMap((each) => [each, (each + 1) >>> 0, (each - 1) >>> 0])) {
          const range = changes.find(({ first, last }) => readIpv4(first)! <= at && at <= readIpv4(last)!);
          const [a, b] = [pathOf(old, at), pathOf(now, at)];
          expect(range && [range.before, range.after]).toEqual(
            JSON.stringify(a) === JSON.stringify(b) ? undefined : [a, b],
          );
        }
      }),
    );
  });
});

function pathOf(state: HostState, at: number) {
  const { outcome, vmknic, nextHop } = decide(state, { destination: formatIpv4(at), netstack: 'defaultTcpipStack' });
  return { outcome, vmknic, nextHop };
}

describe('refused', () => {
  test.each([
    ['add 192.168.40.0/24 via 10.0.0.1', ['gateway-off-subnet']],
    ['add 192.168.40.0/24 via 192.168.20.100', ['gateway-is-own-address']],
    ['add 192.168.40.0/24 via 192.168.20.0', ['gateway-is-network-or-broadcast']],
    ['add 192.168.40.0/24 via 192.168.20.255', ['gateway-is-network-or-broadcast']],
    ['add 192.168.20.0/24 via 203.0.113.1', ['captures-connected-subnet']],
    ['add 192.168.20.8/32 via 203.0.113.1', ['captures-connected-subnet']],
    ['add 192.168.0.0/16 via 192.168.20.1', ['captures-connected-subnet', 'contains-gateway']],
    ['add 0.0.0.0/0 via 192.168.20.1', ['prefix-too-wide', 'already-present']],
    ['add 64.0.0.0/7 via 192.168.20.1', ['prefix-too-wide']],
    ['add 10.9.4.0/24 via 192.168.20.7', ['already-present']],
    ['add 10.9.4.0/24 via 192.168.20.9', ['already-present']],
    ['remove 10.9.5.0/24', ['not-present']],
    ['remove 10.9.4.0/24 via 192.168.20.9', ['not-present']],
    ['remove 192.168.20.0/24', ['connected-route']],
    ['gateway 198.51.100.1', ['gateway-off-subnet']],
    ['gateway 203.0.113.4', ['gateway-is-own-address']],
    ['gateway 203.0.113.15', ['gateway-is-network-or-broadcast']],
  ])('%s', (text, wanted) => {
    expect(codes(text)).toEqual(wanted);
    for (const { message } of ask(base, text)!.refusals) expect(message).toMatch(/^[^!]+\.$/);
  });

  test('several entries of one prefix ask for the gateway', () => {
    const two = host(base, route('10.9.4.0/24', '192.168.20.8', 'vmk1', MANUAL));
    expect(codes('remove 10.9.4.0/24', two)).toEqual(['several-routes']);
    expect(codes('remove 10.9.4.0/24 via 192.168.20.8', two)).toEqual([]);
  });

  test('an own address without a mask, and a gateway behind a disabled adapter', () => {
    expect(codes('add 10.77.0.0/16 via 192.168.20.1', host(base, vmk('vmk5', '10.77.0.5')))).toEqual([
      'captures-connected-subnet',
    ]);
    const off = host(base, vmk('vmk6', '10.78.0.5/24', { enabled: false }));
    expect(codes('add 192.168.40.0/24 via 10.78.0.1', off)).toEqual(['gateway-off-subnet']);
    expect(codes('add 10.78.0.0/24 via 192.168.20.1', off)).toEqual(['captures-connected-subnet']);
  });

  test('an unseen table shows no entry to remove', () => {
    expect(codes('remove 10.9.4.0/24', host(vmk('vmk0', '203.0.113.4/28')))).toEqual(['not-present']);
  });

  test('the sentence names adapter and subnet', () => {
    expect(ask(base, 'add 192.168.0.0/16 via 192.168.20.1')?.refusals.map(({ message }) => message)).toEqual([
      "I will not add 192.168.0.0/16: it contains vmk1's own subnet 192.168.20.0/24.",
      'I will not add 192.168.0.0/16: it contains its own gateway 192.168.20.1.',
    ]);
  });
});

describe('the words of a change', () => {
  test.each([
    [
      'add 192.168.40.0/24 via 192.168.20.1',
      { kind: 'add', network: '192.168.40.0/24', gateway: '192.168.20.1', netstack: 'defaultTcpipStack' },
    ],
    [
      'replace 192.168.40.0/24 via 192.168.20.1',
      { kind: 'add', network: '192.168.40.0/24', gateway: '192.168.20.1', netstack: 'defaultTcpipStack' },
    ],
    [
      'ADD  192.168.40.7/24 via 192.168.20.1 stack vmotion',
      {
        kind: 'add',
        network: '192.168.40.0/24',
        typed: '192.168.40.7/24',
        gateway: '192.168.20.1',
        netstack: 'vmotion',
      },
    ],
    [
      'remove 192.168.40.0/24',
      { kind: 'remove', network: '192.168.40.0/24', gateway: null, netstack: 'defaultTcpipStack' },
    ],
    [
      'remove default via 10.0.0.1',
      { kind: 'remove', network: '0.0.0.0/0', gateway: '10.0.0.1', netstack: 'defaultTcpipStack' },
    ],
    ['gateway 10.0.0.1 stack vmotion', { kind: 'gateway', gateway: '10.0.0.1', netstack: 'vmotion' }],
  ])('%s', (text, change) => expect(parseChange(text)).toEqual({ change }));

  test.each([
    '',
    'add',
    'add 10.0.0.0/8',
    'add 10.0.0.0 via 10.0.0.1',
    'add 10.0.0.0/33 via 10.0.0.1',
    'add 10.0.0.0/8 via 010.0.0.1',
    'add 10.0.0.0/8 via',
    'add 10.0.0.0/8 via 10.0.0.1 metric 5',
    'remove',
    'gateway',
    'gateway 10.0.0',
    'drop 10.0.0.0/8',
    'add 2001:db8::/32 via fe80::1',
    'gateway fe80::1',
    'add 10.0.0.0/8 via 10.0.0.1 stack',
    'gateway 10.0.0.1 stack $(reboot)',
  ])('%j is told what is wrong', (text) => {
    expect(parseChange(text)).toEqual({ wrong: expect.stringMatching(/^[^!]+\.$/) });
  });

  test('host bits are cut, and said to be', () => {
    expect(ask(base, 'add 192.168.40.7/24 via 192.168.20.1')?.notes[0]).toBe(
      '192.168.40.7/24 names an address inside 192.168.40.0/24; the prefix is what counts.',
    );
  });
});

test('taking the default gateway away draws a caution, taking another entry away does not', () => {
  expect(ask(base, 'remove default')?.notes.join(' ')).toContain('may disconnect the client');
  expect(ask(base, 'remove 10.9.4.0/24')?.notes.join(' ')).not.toContain('disconnect');
});
