import { describe, expect, test } from 'vitest';
import { compare } from '../../src/core/compare/compare.ts';
import type { Comparison, Purpose } from '../../src/core/compare/comparison.ts';
import { describeComparison } from '../../src/core/describe/comparison.ts';
import type { HostState, NfsMount, Vmknic } from '../../src/core/esxi/host-state.ts';
import { esxi, host, iscsi, type Part, portgroup, proof, route, uplink, vmk, vswitch } from '../support/host.ts';

const named = (name: string, version = '7.0.3') => esxi(version, { name });

/** A host with management at .1.N and vMotion at .2.N, each in its own port group. */
function sound(n: number, motion: Partial<Vmknic> = {}, vlan = 20, ...more: readonly Part[]): HostState {
  return host(
    named(`esx-${n}`),
    vmk('vmk0', `10.1.1.${n}/24`, { services: ['management'], tagsRead: true, mtu: 1500, portgroup: 'Mgmt' }),
    vmk('vmk1', `10.1.2.${n}/24`, { services: ['vmotion'], tagsRead: true, mtu: 9000, portgroup: 'Motion', ...motion }),
    route('10.1.1.0/24', null, 'vmk0'),
    route('10.1.2.0/24', null, 'vmk1'),
    route('default', '10.1.1.254', 'vmk0'),
    portgroup('Mgmt', 10),
    portgroup('Motion', vlan),
    ...more,
  );
}

const of = (comparison: Comparison, purpose: Purpose) => comparison.purposes.find((each) => each.purpose === purpose)!;
const vmotionOf = (a: HostState, b: HostState) => of(compare(a, b), 'vmotion');

describe('two alike hosts', () => {
  const comparison = compare(sound(5), sound(6));

  test('reach each other for vMotion and management, and nothing differs', () => {
    expect(of(comparison, 'vmotion').verdict).toBe('yes');
    expect(of(comparison, 'management').verdict).toBe('yes');
    expect(comparison.differences).toEqual([]);
    expect(comparison.hosts).toEqual([{ name: 'esx-5' }, { name: 'esx-6' }]);
  });

  test('storage that neither shows cannot be told, with the commands for each host', () => {
    const storage = of(comparison, 'storage');
    expect(storage.verdict).toBe('cannot-tell');
    expect(storage.missing).toContainEqual({ host: 'b', command: 'esxcli iscsi networkportal list' });
  });

  test('every line says whose it is', () => {
    const lines = of(comparison, 'vmotion').steps.flatMap(({ evidence }) => evidence);
    expect(new Set(lines.map((line) => line.host))).toEqual(new Set(['a', 'b']));
    expect(lines.every(({ text, line }) => text.length > 0 && line > 0)).toBe(true);
  });
});

describe('vMotion', () => {
  test('one subnet in two VLANs: no', () => {
    const comparison = compare(sound(5), sound(6, {}, 21));
    expect(of(comparison, 'vmotion')).toMatchObject({ verdict: 'no', why: expect.stringContaining('VLAN 21') });
    expect(comparison.differences).toMatchObject([{ what: 'vlan', where: 'vmk1', a: 20, b: 21 }]);
  });

  test('different MTU: risk', () => {
    const comparison = compare(sound(5), sound(6, { mtu: 1500 }));
    expect(of(comparison, 'vmotion').verdict).toBe('risk');
    expect(comparison.differences).toMatchObject([{ what: 'mtu', where: 'vmk1', a: 9000, b: 1500 }]);
  });

  test('an adapter larger than its switch: risk', () => {
    const small = vswitch('vSwitch0', { mtu: 1500, portgroups: ['Mgmt', 'Motion'] });
    expect(vmotionOf(sound(5, {}, 20, small), sound(6)).verdict).toBe('risk');
  });

  test('every uplink of its switch down: no', () => {
    const dead = [vswitch('vSwitch0', { mtu: 9000, uplinks: ['vmnic0'] }), uplink('vmnic0', { link: 'down' })];
    expect(vmotionOf(sound(5), sound(6, {}, 20, ...dead))).toMatchObject({
      verdict: 'no',
      why: expect.stringContaining('vmnic0'),
    });
  });

  test('the same address twice: no', () => {
    expect(vmotionOf(sound(5), sound(5)).verdict).toBe('no');
  });

  test('no adapter carries it: no', () => {
    expect(vmotionOf(sound(5), sound(6, { services: [] })).verdict).toBe('no');
  });

  test('tags that were not read are not known to be absent', () => {
    const silent = host(named('esx-6'), vmk('vmk0', '10.1.1.6/24'), vmk('vmk1', '10.1.2.6/24'));
    expect(vmotionOf(sound(5), silent)).toMatchObject({
      verdict: 'cannot-tell',
      missing: [
        { host: 'b', command: 'esxcli network ip interface tag get -i vmk0' },
        { host: 'b', command: 'esxcli network ip interface tag get -i vmk1' },
      ],
    });
  });

  test('VLANs that were not captured: cannot tell', () => {
    const a = sound(5);
    const b = { ...sound(6), portgroups: [] };
    expect(vmotionOf(a, b)).toMatchObject({
      verdict: 'cannot-tell',
      missing: expect.arrayContaining([{ host: 'b', command: 'esxcli network vswitch standard portgroup list' }]),
    });
  });

  test('the vmotion stack on one side only: risk', () => {
    const apart = vmk('vmk2', '10.1.2.6/24', { netstack: 'vmotion', mtu: 9000, portgroup: 'Motion' });
    const b = sound(6, { services: [] }, 20, apart, route('10.1.2.0/24', null, 'vmk2', { netstack: 'vmotion' }));
    const comparison = compare(sound(5), b);
    expect(of(comparison, 'vmotion').verdict).toBe('risk');
    expect(comparison.differences).toContainEqual(
      expect.objectContaining({ what: 'stack', where: 'vmk1 / vmk2', a: 'defaultTcpipStack', b: 'vmotion' }),
    );
  });

  test('across routers by both tables: yes, and the VLANs may differ', () => {
    const far = (n: number, net: number, vlan: number) =>
      host(
        named(`esx-${n}`),
        vmk('vmk2', `10.${net}.0.${n}/24`, { netstack: 'vmotion', mtu: 1500, portgroup: 'Motion' }),
        route(`10.${net}.0.0/24`, null, 'vmk2', { netstack: 'vmotion' }),
        route('default', `10.${net}.0.254`, 'vmk2', { netstack: 'vmotion' }),
        portgroup('Motion', vlan),
      );
    expect(vmotionOf(far(5, 7, 1), far(6, 8, 2)).verdict).toBe('yes');
  });

  test('a route on one side only: no', () => {
    const far = sound(6, { ipv4: '10.9.9.6' });
    const b = {
      ...far,
      netstacks: far.netstacks.map((each) => ({ ...each, gateway: null })),
      routes: far.routes!.filter(({ gateway }) => gateway === null),
    };
    const a = sound(5, { ipv4: '10.9.8.5' }, 20, route('10.9.8.0/24', null, 'vmk1'));
    expect(vmotionOf(a, b)).toMatchObject({ verdict: 'no', why: expect.stringContaining('no route') });
  });

  test('routed by the management adapter: risk', () => {
    const a = sound(5, { ipv4: '10.9.8.5' }, 20, route('10.9.8.0/24', null, 'vmk1'));
    const b = sound(6, { ipv4: '10.9.9.6' }, 20, route('10.9.9.0/24', null, 'vmk1'));
    expect(vmotionOf(a, b)).toMatchObject({ verdict: 'risk', why: expect.stringContaining('vmk0, not by vmk1') });
  });

  test('a shared subnet whose table owner is another adapter: risk', () => {
    const shared = (n: number) =>
      host(
        named(`esx-${n}`),
        vmk('vmk0', `10.1.1.${n}/24`, { services: ['management'], tagsRead: true, mtu: 1500, portgroup: 'Mgmt' }),
        vmk('vmk1', `10.1.1.${n + 100}/24`, { services: ['vmotion'], tagsRead: true, mtu: 1500, portgroup: 'Mgmt' }),
        route('10.1.1.0/24', null, 'vmk0'),
        portgroup('Mgmt', 10),
      );
    expect(vmotionOf(shared(5), shared(6)).verdict).toBe('risk');
  });

  describe('one subnet in two VLANs of each host, where the table takes the adapter of the wrong one', () => {
    const split = (n: number, ...more: readonly Part[]) =>
      host(
        named(`esx-${n}`, '5.5.0'),
        vmk('vmk0', `10.1.1.${n}/24`, { services: ['management'], tagsRead: true, mtu: 1500, portgroup: 'Mgmt' }),
        vmk('vmk1', `10.1.1.${n + 100}/24`, { services: ['vmotion'], tagsRead: true, mtu: 1500, portgroup: 'Motion' }),
        route('10.1.1.0/24', null, 'vmk0'),
        portgroup('Mgmt', 10),
        portgroup('Motion', 20),
        ...more,
      );
    const comparison = compare(split(5), split(6));
    const motion = of(comparison, 'vmotion');

    test('no, with the VLAN that it leaves in and the one that it is awaited in, and what to do', () => {
      expect(motion).toMatchObject({
        verdict: 'no',
        why: expect.stringContaining('esx-5 sends vMotion by vmk0 in VLAN 10 to vmk1 in VLAN 20 of esx-6'),
      });
      expect(motion.steps.map(({ text }) => text).join(' ')).not.toContain('Both are in VLAN');
      expect(motion.steps.find(({ verdict }) => verdict === 'no')).toMatchObject({
        todo: expect.stringContaining('Give vMotion a subnet of its own'),
        sources: expect.arrayContaining(['S004']),
      });
    });

    test('the root line names the cause and what to do, and no sentence stands twice', () => {
      const { headline, context, sections } = describeComparison(comparison, [
        { state: split(5), host: 'esx-5' },
        { state: split(6), host: 'esx-6' },
      ]);
      expect(headline.text).toContain('vmk0 in VLAN 10 to vmk1 in VLAN 20');
      expect(headline.text).toContain('Give vMotion a subnet of its own');
      expect(context).toContain('vMotion: no; storage: not known; management: yes');
      expect(sections.map(({ title }) => title.split(':')[0])).toEqual(
        expect.arrayContaining(['vMotion', 'Storage', 'Management']),
      );
      const linesOf = ({ blocks }: (typeof sections)[number]) =>
        blocks.flatMap((block) => ('lines' in block ? block.lines : []));
      for (const section of sections) {
        const texts = linesOf(section).map(({ text }) => text);
        for (const text of texts) expect(texts.filter((each) => each.includes(text))).toEqual([text]);
      }
      const lines = sections.flatMap(linesOf);
      expect(lines.flatMap(({ sources }) => sources ?? [])).toContain('S004');
    });

    test('a ping from the vMotion adapter that was answered is explained', () => {
      const ping = { destination: '10.1.1.106', vmknic: 'vmk1', sent: 3, received: 3, error: null };
      const pinged = split(5, { pings: [{ ...ping, evidence: proof(ping, 'vmkping -I vmk1 10.1.1.106') }] });
      const texts = of(compare(pinged, split(6)), 'vmotion').steps.map(({ text }) => text);
      expect(texts.join(' ')).toContain('-I names the adapter, so it leaves by vmk1 in VLAN 20');
    });
  });
});

describe('storage', () => {
  const mount = (server: string, accessible = true): Part => {
    const entry: Omit<NfsMount, 'evidence'> = { volume: 'ds1', server, share: '/v1', accessible, version: 3 };
    return { nfs: [{ ...entry, evidence: proof(entry, 'esxcli storage nfs list') }] };
  };
  const storageOf = (a: HostState, b: HostState) => of(compare(a, b), 'storage');
  const bound = (n: number, net: number) => sound(n, {}, 20, vmk('vmk3', `10.${net}.3.${n}/24`), iscsi('vmk3'));

  test('iSCSI bound in the same subnet: yes; in others: risk', () => {
    expect(storageOf(bound(5, 1), bound(6, 1)).verdict).toBe('yes');
    expect(storageOf(bound(5, 1), bound(6, 2)).verdict).toBe('risk');
  });

  test('bindings of one host only: cannot tell', () => {
    expect(storageOf(bound(5, 1), sound(6))).toMatchObject({
      verdict: 'cannot-tell',
      missing: [{ host: 'b', command: 'esxcli iscsi networkportal list' }],
    });
  });

  test('one NFS share on both: yes, with the adapter of each; not accessible from one: no; on one only: risk', () => {
    const a = sound(5, {}, 20, mount('10.1.1.200'));
    const both = storageOf(a, sound(6, {}, 20, mount('10.1.1.200')));
    expect(both.verdict).toBe('yes');
    expect(both.steps.map(({ text }) => text)).toContain('esx-6 reaches 10.1.1.200 by vmk0.');
    expect(storageOf(a, sound(6, {}, 20, mount('10.1.1.200', false))).verdict).toBe('no');
    expect(storageOf(a, sound(6, {}, 20, mount('10.1.1.201'))).verdict).toBe('risk');
  });

  test('vSAN goes from host to host', () => {
    const vsan = (n: number, vlan: number) =>
      sound(
        n,
        {},
        20,
        vmk('vmk4', `10.1.4.${n}/24`, { services: ['vsan'], tagsRead: true, mtu: 9000, portgroup: 'vSAN' }),
        route('10.1.4.0/24', null, 'vmk4'),
        portgroup('vSAN', vlan),
      );
    expect(storageOf(vsan(5, 40), vsan(6, 40)).verdict).toBe('yes');
    expect(storageOf(vsan(5, 40), vsan(6, 41)).verdict).toBe('no');
    expect(storageOf(vsan(5, 40), sound(6)).verdict).toBe('no');
  });
});

describe('management', () => {
  test('an only adapter needs no tag', () => {
    const plain = (n: number) =>
      host(
        vmk('vmk0', `10.1.1.${n}/24`, { mtu: 1500, portgroup: 'Mgmt' }),
        route('10.1.1.0/24', null, 'vmk0'),
        portgroup('Mgmt', 0),
      );
    expect(of(compare(plain(5), plain(6)), 'management').verdict).toBe('yes');
  });

  test('the Service Console is not compared', () => {
    const classic = { ...sound(5), serviceConsole: { interfaces: [], routes: [] } };
    expect(of(compare(classic, sound(6)), 'management').verdict).toBe('cannot-tell');
  });
});

describe('differences', () => {
  test('version, gateway, subnet, tag and an adapter of one host only', () => {
    const b = sound(6, {}, 20, vmk('vmk7', '10.1.7.6/24'));
    const other = {
      ...b,
      host: { ...b.host, version: '8.0.2' },
      netstacks: b.netstacks.map((each) => ({ ...each, gateway: '10.1.1.253' })),
    };
    expect(compare(sound(5), other).differences).toMatchObject([
      { what: 'version', a: '7.0.3', b: '8.0.2' },
      { what: 'gateway', where: 'defaultTcpipStack', a: '10.1.1.254', b: '10.1.1.253' },
      { what: 'adapter', where: 'vmk7', a: null, b: 'vmk7' },
    ]);
  });

  test('a value that one host does not show is no difference', () => {
    const silent = host(vmk('vmk0', '10.1.1.6/24'));
    expect(compare(sound(5), silent).differences.map(({ what }) => what)).toEqual(['adapter']);
  });
});

test('nothing captured of either: everything cannot be told', () => {
  expect(compare(host(), host()).purposes.map(({ verdict }) => verdict)).toEqual(Array(3).fill('cannot-tell'));
});
