import { describe, expect, test } from 'vitest';
import { headline } from '../../src/core/describe/decision.ts';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { decide } from '../../src/core/routing/decide.ts';
import { esxi, host, proof, route, stack, vmk } from '../support/host.ts';

const LISTING = 'esxcli network ip route ipv4 list';
const MANUAL = { source: 'MANUAL' };

const at = (state: HostState, destination: string, more: { netstack?: string; out?: string } = {}) =>
  decide(state, { destination, netstack: 'defaultTcpipStack', ...more });

const listed = host(
  vmk('vmk0', '10.20.0.5/24'),
  vmk('vmk1', '10.20.1.5/24'),
  route('default', '10.20.0.1', 'vmk0', MANUAL),
  route('10.20.0.0/24', null, 'vmk0', MANUAL),
  route('10.20.1.0/24', null, 'vmk1', MANUAL),
  route('172.16.0.0/12', '10.20.1.254', 'vmk1', MANUAL),
  route('172.16.9.9/32', '10.20.0.9', 'vmk0', { source: 'ICMP' }),
);

describe('by a captured listing', () => {
  test('the connected entry is on the link, with the adapter and its address', () => {
    expect(at(listed, '10.20.1.77')).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk1',
      nextHop: null,
      sourceAddress: '10.20.1.5',
      route: { network: '10.20.1.0/24', gateway: null, vmknic: 'vmk1' },
      certainty: 'documented',
      missing: [],
    });
  });

  test('the longest prefix wins and the losers say why', () => {
    const decision = at(listed, '172.16.9.9');
    expect(decision).toMatchObject({ outcome: 'via-gateway', vmknic: 'vmk0', nextHop: '10.20.0.9' });
    expect(decision.passedOver).toEqual([
      {
        network: '172.16.0.0/12',
        gateway: '10.20.1.254',
        vmknic: 'vmk1',
        source: 'MANUAL',
        why: '/12 is shorter than /32',
      },
      { network: '0.0.0.0/0', gateway: '10.20.0.1', vmknic: 'vmk0', source: 'MANUAL', why: '/0 is shorter than /32' },
    ]);
    expect(decision.notes).toEqual([
      'The entry for 172.16.9.9 alone wins over every shorter one, static routes included.',
    ]);
  });

  test('the lines of the entry and of the adapter prove it', () => {
    expect(at(listed, '172.16.9.8').evidence.map(({ text }) => text)).toEqual([
      expect.stringContaining('172.16.0.0/12'),
      expect.stringContaining('10.20.1.5'),
    ]);
  });

  test('without a default entry the rest has no route', () => {
    const state = host(vmk('vmk0', '10.20.0.5/24'), route('10.20.0.0/24', null, 'vmk0', MANUAL));
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'no-route',
      vmknic: null,
      nextHop: null,
      route: null,
      certainty: 'documented',
    });
  });

  test('a listing without Source asks for the one that has it, and warns of redirects', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24'),
      route('10.20.0.0/24', null, 'vmk0'),
      route('8.8.8.8/32', '10.20.0.2', 'vmk0'),
    );
    expect(at(state, '8.8.8.8').missing).toEqual([LISTING]);
    expect(at(state, '8.8.8.8').notes).toEqual([expect.stringContaining('no Source column')]);
    expect(at(state, '10.20.0.9').notes).toEqual([]);
    expect(at(host(state, esxi('4.1.0')), '8.8.8.8').missing).toEqual([]);
  });

  test('a gateway in no subnet is unreachable', () => {
    // KB 343820: two adapters elsewhere, and a listing without an Interface column.
    const state = host(
      vmk('vmk0', '192.168.1.5/24'),
      vmk('vmk1', '192.168.2.5/24'),
      route('192.168.1.0/24', null),
      route('192.168.2.0/24', null),
      route('default', '192.168.0.254'),
    );
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'gateway-unreachable',
      vmknic: null,
      nextHop: '192.168.0.254',
      sourceAddress: null,
    });
    expect(at(state, '192.168.2.9')).toMatchObject({ outcome: 'on-link', vmknic: 'vmk1', certainty: 'documented' });
  });

  test('without an Interface column the gateway leaves by the adapter of its subnet', () => {
    const state = host(vmk('vmk0', '192.168.1.5/24'), route('192.168.1.0/24', null), route('default', '192.168.1.254'));
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk0',
      nextHop: '192.168.1.254',
      certainty: 'documented',
    });
  });

  test('a listing alone, without any adapter, answers as far as it goes', () => {
    const state = host(route('192.168.1.0/24', null), route('default', '192.168.1.254'));
    expect(at(state, '8.8.8.8')).toMatchObject({ outcome: 'via-gateway', vmknic: null, nextHop: '192.168.1.254' });
    const named = host(route('default', '192.168.1.254', 'vmk3', MANUAL));
    expect(at(named, '8.8.8.8')).toMatchObject({ outcome: 'via-gateway', vmknic: 'vmk3', sourceAddress: null });
    expect(at(named, '8.8.8.8').missing).toEqual(['esxcli network ip interface ipv4 get']);
  });

  test('equal prefixes that lead elsewhere are ambiguous, equal entries are one', () => {
    const two = host(listed, route('172.16.0.0/12', '10.20.0.254', 'vmk0', MANUAL));
    const decision = at(two, '172.20.0.1');
    expect(decision).toMatchObject({ outcome: 'ambiguous', vmknic: null, nextHop: null, route: null });
    expect(decision.passedOver.map(({ gateway }) => gateway)).toEqual(['10.20.1.254', '10.20.0.254', '10.20.0.1']);
    const twice = host(listed, route('172.16.0.0/12', '10.20.1.254', 'vmk1', MANUAL));
    expect(at(twice, '172.20.0.1')).toMatchObject({ outcome: 'via-gateway', vmknic: 'vmk1' });
  });

  test('a gateway beside a connected entry of the same prefix ends, and is ambiguous', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24'),
      route('10.20.0.0/24', null, 'vmk0', MANUAL),
      route('10.20.0.0/24', '10.20.0.1'),
    );
    expect(at(state, '10.20.0.9')).toMatchObject({ outcome: 'ambiguous', vmknic: 'vmk0', nextHop: null });
  });

  test('the table names one adapter of a shared subnet, the others are passed over', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24'),
      vmk('vmk1', '10.20.0.6/24'),
      route('10.20.0.0/24', null, 'vmk1', MANUAL),
    );
    const decision = at(state, '10.20.0.9');
    expect(decision).toMatchObject({ vmknic: 'vmk1', sourceAddress: '10.20.0.6', certainty: 'documented' });
    expect(decision.passedOver).toEqual([
      {
        network: '10.20.0.0/24',
        gateway: null,
        vmknic: 'vmk0',
        why: "in the same subnet, but the table's one entry for it names vmk1",
      },
    ]);
  });

  test('a stack answers for itself alone', () => {
    const state = host(
      listed,
      vmk('vmk2', '10.30.0.5/24', { netstack: 'vmotion' }),
      route('10.30.0.0/24', null, 'vmk2', { netstack: 'vmotion', ...MANUAL }),
    );
    expect(at(state, '8.8.8.8', { netstack: 'vmotion' })).toMatchObject({ outcome: 'no-route', vmknic: null });
    expect(at(state, '10.30.0.9')).toMatchObject({ outcome: 'via-gateway', vmknic: 'vmk0' });
    expect(at(state, '8.8.8.8', { netstack: 'vxlan' })).toMatchObject({
      outcome: 'not-enough-known',
      missing: [`${LISTING} --netstack=vxlan`, 'esxcli network ip interface ipv4 get --netstack=vxlan'],
    });
  });

  test('the host itself is not elsewhere', () => {
    expect(at(listed, '10.20.1.5').notes).toEqual([
      "10.20.1.5 is vmk1's own address, so what is sent to it does not leave the host.",
    ]);
  });

  test('a gateway that only another command printed counts where the listing has no default', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24'),
      stack('defaultTcpipStack', '10.20.0.1'),
      route('10.20.0.0/24', null, 'vmk0', MANUAL),
    );
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk0',
      nextHop: '10.20.0.1',
      certainty: 'inferred',
    });
    expect(at(state, '10.20.0.8')).toMatchObject({ certainty: 'documented' });
  });

  test('a line that was repaired makes it less sure, a row that was not read unsettles a miss', () => {
    const state = host(vmk('vmk0', '10.20.0.5/24'), route('10.20.0.0/24', null, 'vmk0', MANUAL));
    const line = at(state, '10.20.0.9').evidence[0]!.line;
    const repaired: HostState = { ...state, assumptions: [{ kind: 'characters', line, read: 'vmkO', as: 'vmk0' }] };
    expect(at(repaired, '10.20.0.9')).toMatchObject({ outcome: 'on-link', certainty: 'inferred' });
    expect(at(repaired, '10.20.0.9').notes).toEqual([
      `Line ${line} was read with an assumption: \`vmkO\` as \`vmk0\`.`,
    ]);
    const cut: HostState = { ...state, unread: [{ line: line + 1, text: '10.2O.l.0 255.25', why: 'cut off' }] };
    expect(at(cut, '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known', certainty: 'unknown', missing: [LISTING] });
    expect(at(cut, '10.20.0.9')).toMatchObject({ outcome: 'on-link', certainty: 'inferred' });
  });

  test('a connected entry of a disabled adapter carries nothing', () => {
    const state = host(vmk('vmk0', '10.20.0.5/24', { enabled: false }), route('10.20.0.0/24', null, 'vmk0', MANUAL));
    expect(at(state, '10.20.0.9')).toMatchObject({ outcome: 'no-route', vmknic: null, certainty: 'inferred' });
    expect(at(state, '10.20.0.9').notes[0]).toContain('vmk0 is disabled');
  });

  test.each([['vmk2'], [undefined]])(
    'a route through a disabled adapter leads nowhere (Interface column: %s)',
    (name) => {
      const state = host(
        vmk('vmk0', '10.20.0.5/24'),
        vmk('vmk2', '10.60.0.4/24', { enabled: false }),
        route('10.20.0.0/24', null, 'vmk0', MANUAL),
        route('10.60.0.0/24', null, 'vmk2', MANUAL),
        route('10.90.0.0/16', '10.60.0.1', name, MANUAL),
      );
      expect(at(state, '10.90.0.5')).toMatchObject({
        outcome: 'gateway-unreachable',
        vmknic: null,
        certainty: 'inferred',
      });
      expect(at(state, '10.90.0.5').notes[0]).toContain('vmk2 is disabled');
    },
  );

  test('where an enabled adapter shares the subnet of a disabled one, who carries it is not known', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24', { enabled: false }),
      vmk('vmk1', '10.20.0.6/24'),
      route('10.20.0.0/24', null, 'vmk0', MANUAL),
      route('default', '10.20.0.1', 'vmk0', MANUAL),
    );
    expect(at(state, '10.20.0.9')).toMatchObject({ outcome: 'not-enough-known', vmknic: null, certainty: 'unknown' });
    expect(at(state, '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known', vmknic: null, certainty: 'unknown' });
  });
});

describe('without a listing', () => {
  const implied = host(
    vmk('vmk0', '10.20.0.5/24', { gateway: '10.20.0.1' }),
    vmk('vmk1', '10.20.1.5/24', { gateway: null }),
  );

  test('subnets and the printed gateway are inferred from, and the listing is missing', () => {
    expect(at(implied, '10.20.1.9')).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk1',
      sourceAddress: '10.20.1.5',
      certainty: 'inferred',
      missing: [LISTING],
    });
    expect(at(implied, '8.8.8.8')).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk0',
      nextHop: '10.20.0.1',
      certainty: 'inferred',
      missing: [LISTING],
    });
    expect(at(implied, '8.8.8.8').notes).toEqual([expect.stringContaining('No routing table was read')]);
  });

  test('where nothing is implied nothing is claimed', () => {
    const state = host(vmk('vmk0', '10.20.0.5/24'));
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'not-enough-known',
      vmknic: null,
      nextHop: null,
      sourceAddress: null,
      certainty: 'unknown',
      missing: [LISTING],
    });
    expect(at(host(), '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known' });
    // A known absence of a gateway leaves static routes possible.
    expect(at(host(state, stack('defaultTcpipStack', null)), '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known' });
  });

  test('gateways that disagree imply none', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24', { gateway: '10.20.0.1' }),
      vmk('vmk1', '10.20.1.5/24', { gateway: '10.20.1.1' }),
    );
    expect(at(state, '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known' });
    const known = host(state, stack('defaultTcpipStack', '10.20.1.1'));
    expect(at(known, '8.8.8.8')).toMatchObject({ outcome: 'via-gateway', vmknic: 'vmk1', nextHop: '10.20.1.1' });
  });

  test('of several adapters in a subnet the lowest-numbered is likely, not verified', () => {
    const state = host(
      vmk('vmk10', '10.20.0.7/24'),
      vmk('vmk2', '10.20.0.6/24'),
      vmk('vmk0', '10.20.0.5/24', { enabled: false }),
    );
    const decision = at(state, '10.20.0.9');
    expect(decision).toMatchObject({ vmknic: 'vmk2', certainty: 'inferred' });
    expect(decision.passedOver.map(({ vmknic }) => vmknic)).toEqual(['vmk10']);
    expect(decision.notes[0]).toContain('likely, not verified');
  });

  test('an adapter known to be disabled has no subnet', () => {
    const state = host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.1.5/24', { enabled: false }));
    expect(at(state, '10.20.1.9')).toMatchObject({ outcome: 'not-enough-known' });
  });

  test('a gateway in no subnet is unreachable only where every subnet is known', () => {
    const off = stack('defaultTcpipStack', '192.0.2.1');
    expect(at(host(vmk('vmk0', '10.20.0.5/24'), off), '8.8.8.8')).toMatchObject({
      outcome: 'gateway-unreachable',
      vmknic: null,
      nextHop: '192.0.2.1',
      certainty: 'inferred',
    });
    expect(at(host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1'), off), '8.8.8.8')).toMatchObject({
      outcome: 'not-enough-known',
      nextHop: null,
    });
    expect(at(host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', null), off), '8.8.8.8')).toMatchObject({
      outcome: 'gateway-unreachable',
    });
    expect(at(host(off), '8.8.8.8')).toMatchObject({ outcome: 'not-enough-known' });
  });

  test('an adapter without a mask takes the gateway that no other can, and nothing near it is claimed', () => {
    const state = host(
      vmk('vmk0', '198.51.100.4'),
      vmk('vmk1', '10.20.1.5/24'),
      stack('defaultTcpipStack', '198.51.100.8'),
    );
    expect(at(state, '8.8.8.8')).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk0',
      nextHop: '198.51.100.8',
      certainty: 'inferred',
    });
    expect(at(state, '198.51.100.7')).toMatchObject({
      outcome: 'not-enough-known',
      missing: ['esxcli network ip interface ipv4 get'],
    });
  });

  test('old versions are asked in their own words', () => {
    expect(at(host(esxi('5.0.0'), vmk('vmk0', '10.20.0.5/24')), '8.8.8.8').missing).toEqual(['esxcfg-route -l']);
    expect(at(host(esxi('4.1.0')), '8.8.8.8').missing).toEqual(['esxcfg-route -l', 'esxcfg-vmknic -l']);
    expect(at(host(esxi('5.1.0'), vmk('vmk0', '10.20.0.5/24')), '8.8.8.8').missing).toEqual([LISTING]);
  });
});

describe('bound to an adapter', () => {
  test('its own subnet is on the link, whatever the table says', () => {
    const state = host(
      vmk('vmk0', '10.20.0.5/24'),
      vmk('vmk1', '10.20.0.6/24'),
      route('10.20.0.0/24', null, 'vmk0', MANUAL),
    );
    expect(at(state, '10.20.0.9', { out: 'vmk1' })).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk1',
      sourceAddress: '10.20.0.6',
      certainty: 'documented',
    });
  });

  test('its own gateway counts where it differs from that of the stack', () => {
    const own = host(listed, vmk('vmk4', '10.20.4.5/24', { gateway: '10.20.4.1' }));
    expect(at(own, '8.8.8.8', { out: 'vmk4' })).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk4',
      nextHop: '10.20.4.1',
      certainty: 'documented',
    });
    const stacks = host(listed, vmk('vmk4', '10.20.4.5/24', { gateway: '10.20.0.1' }));
    expect(at(stacks, '8.8.8.8', { out: 'vmk4' })).toMatchObject({
      outcome: 'not-enough-known',
      vmknic: 'vmk4',
      nextHop: null,
      missing: [],
    });
  });

  test("the table's route counts where it leaves by the adapter", () => {
    expect(at(listed, '172.16.0.1', { out: 'vmk1' })).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk1',
      nextHop: '10.20.1.254',
      certainty: 'inferred',
    });
  });

  test('no gateway of its own and no route by it: not established', () => {
    const decision = at(listed, '8.8.8.8', { out: 'vmk1' });
    expect(decision).toMatchObject({
      outcome: 'not-enough-known',
      vmknic: 'vmk1',
      nextHop: null,
      certainty: 'unknown',
      missing: ['esxcli network ip interface ipv4 get'],
    });
    expect(decision.passedOver).toMatchObject([{ network: '0.0.0.0/0', why: 'does not leave by vmk1' }]);
  });

  test('a printed gateway in its own subnet is the next hop, whoever it belongs to', () => {
    const state = host(
      vmk('vmk1', '10.20.1.5/24', { gateway: '10.20.1.1' }),
      vmk('vmk0', '10.20.0.5/24', { gateway: '10.20.0.1' }),
    );
    expect(at(state, '8.8.8.8', { out: 'vmk1' })).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk1',
      nextHop: '10.20.1.1',
      certainty: 'inferred',
    });
  });

  test("the adapter's own stack counts", () => {
    const state = host(listed, vmk('vmk2', '10.30.0.5/24', { netstack: 'vmotion' }));
    expect(at(state, '10.30.0.9', { out: 'vmk2' })).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk2',
      netstack: 'vmotion',
    });
  });

  test('a disabled adapter sends nothing, an unknown one is not guessed', () => {
    expect(at(host(vmk('vmk1', '10.20.1.5/24', { enabled: false })), '10.20.1.9', { out: 'vmk1' })).toMatchObject({
      outcome: 'no-route',
      vmknic: null,
      certainty: 'inferred',
    });
    expect(at(listed, '10.20.1.9', { out: 'vmk7' })).toMatchObject({ outcome: 'not-enough-known', vmknic: null });
  });
});

describe('IPv6', () => {
  const six = host(
    vmk('vmk0', '10.20.0.5/24', { ipv6: ['fe80::5/64', '2001:db8:1::5/64'] }),
    vmk('vmk1', null, { ipv6: ['fe80::6/64', '2001:db8:2::5/64'] }),
  );
  const withTable = host(
    six,
    route('2001:db8:1::/64', null, 'vmk0', MANUAL),
    route('default', 'fe80::1', 'vmk1', MANUAL),
  );

  test('decides by its own table', () => {
    expect(at(withTable, '2001:db8:1::9')).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk0',
      sourceAddress: '2001:db8:1::5',
      certainty: 'documented',
    });
    expect(at(withTable, '2001:db8:9::9')).toMatchObject({
      outcome: 'via-gateway',
      vmknic: 'vmk1',
      nextHop: 'fe80::1',
      sourceAddress: null,
    });
  });

  test('without a table the subnets are inferred from', () => {
    expect(at(six, '2001:db8:2::9')).toMatchObject({
      outcome: 'on-link',
      vmknic: 'vmk1',
      certainty: 'inferred',
      missing: ['esxcli network ip route ipv6 list'],
    });
    expect(at(six, 'fe80::9')).toMatchObject({ outcome: 'not-enough-known' });
    expect(at(six, '10.20.0.9')).toMatchObject({ outcome: 'on-link', vmknic: 'vmk0' });
  });
});

test('what is no address is said to be none', () => {
  expect(at(listed, '10.20.1')).toMatchObject({
    outcome: 'not-enough-known',
    notes: ['10.20.1 is not an IPv4 or IPv6 address.'],
  });
});

describe('addresses that a stack treats apart', () => {
  const state = host(
    vmk('vmk0', '10.20.0.5/24'),
    route('10.20.0.0/24', null, 'vmk0', MANUAL),
    route('default', '10.20.0.1', 'vmk0', MANUAL),
  );

  test.each([
    ['127.0.0.1', 'loopback'],
    ['0.0.0.0', 'stands for no address'],
    ['224.0.0.251', 'multicast'],
    ['255.255.255.255', 'broadcast of one link'],
    ['10.20.0.255', 'broadcast address of 10.20.0.0/24 on vmk0'],
    ['10.20.0.0', 'network address of 10.20.0.0/24 on vmk0'],
  ])('%s is told, and not as certain', (destination, what) => {
    const decision = at(state, destination);
    expect(decision.certainty).toBe('inferred');
    expect(decision.notes[0]).toContain(what);
  });

  test.each(['10.20.0.254', '223.255.255.255', '240.0.0.1', '128.0.0.1'])(
    '%s is an address like any',
    (destination) => {
      expect(at(state, destination)).toMatchObject({ certainty: 'documented', notes: [] });
    },
  );
});

test('a stack that is not in the list of the host is none, and nothing is asked for', () => {
  const listed = (key: string) => ({
    key,
    gateway: null,
    evidence: proof({ key }, 'esxcli network ip netstack list'),
  });
  const state = { ...host(vmk('vmk0', '10.0.0.5/24')), netstacks: [listed('defaultTcpipStack')] };
  const decision = decide(state as never, { destination: '10.9.9.9', netstack: 'vmotion' });
  expect(decision).toMatchObject({ outcome: 'no-route', missing: [] });
  expect(decision.notes).toEqual(['The host has no netstack vmotion; it has defaultTcpipStack.']);
  expect(headline(decision)).toBe(
    'Nothing reaches 10.9.9.9 that way. The host has no netstack vmotion; it has defaultTcpipStack.',
  );
});
