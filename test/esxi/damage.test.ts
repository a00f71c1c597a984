import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';

const host = (text: string) => read(text).hosts[0];
const lines = (...each: string[]) => `${each.join('\n')}\n`;
const TABLE = 'Network Netmask Gateway Interface Source';

describe('a key=value output', () => {
  const command = '~ # esxcli --formatter=keyvalue network ip route ipv4 list';
  const first = [
    'R[0].Gateway.string=10.0.0.1',
    'R[0].Interface.string=vmk0',
    'R[0].Netmask.string=0.0.0.0',
    'R[0].Network.string=default',
  ];
  const second = [
    'R[1].Gateway.string=10.0.1.9',
    'R[1].Interface.string=vmk1',
    'R[1].Netmask.string=255.255.0.0',
    'R[1].Network.string=10.99.0.0',
  ];

  test('with a doubled line keeps its records apart', () => {
    const routes = host(lines(command, ...first.slice(0, 3), ...first.slice(2), ...second))?.routes;
    expect(routes?.map(({ network, gateway }) => [network, gateway])).toEqual([
      ['0.0.0.0/0', '10.0.0.1'],
      ['10.99.0.0/16', '10.0.1.9'],
    ]);
  });

  test('that lost the mask of one record refuses that record and claims nothing of the default gateway', () => {
    const state = host(lines(command, ...first.filter((line) => !line.includes('Netmask')), ...second));
    expect(state?.routes?.map(({ network }) => network)).toEqual(['10.99.0.0/16']);
    expect(state?.unread.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(state?.netstacks[0]).not.toHaveProperty('gateway');
  });

  test('in the order of the table, without an index, begins a record with its first field', () => {
    const record = (name: string, ip: string) => [
      `I.Name.string=${name}`,
      `I.IPv4Address.string=${ip}`,
      'I.IPv4Netmask.string=255.255.255.0',
      'I.AddressType.string=STATIC',
    ];
    const state = host(
      lines(
        '~ # esxcli --formatter=keyvalue network ip interface ipv4 get',
        ...record('vmk0', '10.0.0.5'),
        ...record('vmk1', '10.0.1.5'),
      ),
    );
    expect(state?.vmknics?.map(({ name, ipv4 }) => [name, ipv4])).toEqual([
      ['vmk0', '10.0.0.5'],
      ['vmk1', '10.0.1.5'],
    ]);
  });

  test('whose mask is cut to one digit gives no wide route', () => {
    const cut = second.map((line) => line.replace('255.255.0.0', '2'));
    expect(host(lines(command, ...first, ...cut))?.routes?.map(({ network }) => network)).toEqual(['0.0.0.0/0']);
  });
});

describe('a command whose netstack is broken off', () => {
  const rows = [TABLE, 'default 0.0.0.0 172.29.13.1 vmk2 MANUAL', '172.29.13.0 255.255.255.0 0.0.0.0 vmk2 MANUAL'];

  test('is joined with the word on the next line', () => {
    for (const [command, next] of [
      ['-N', 'vmotion'],
      ['-N vSphere', 'Provisioning'],
      ['--netstack=vmo', 'tion'],
    ]) {
      const state = host(lines(`~ # esxcli network ip route ipv4 list ${command}`, next!, ...rows));
      expect(state?.routes?.map(({ netstack }) => netstack)).not.toContain('defaultTcpipStack');
      expect(state?.routes).toHaveLength(2);
    }
  });

  test('gives its table to no stack where the word is gone', () => {
    expect(read(lines('~ # esxcli network ip route ipv4 list -N', ...rows)).hosts).toEqual([]);
  });

  test('still names its stack where the beginning of the command is gone', () => {
    const state = host(lines('i network ip route ipv4 list -N vSphereProvisioning', ...rows));
    expect(state?.routes?.[0]?.netstack).toBe('vSphereProvisioning');
  });
});

test('a key called constructor is one that differs by version', () => {
  const state = host(
    lines('~ # esxcli network ip interface list', 'vmk0', '   Name: vmk0', '   constructor: 1', '   MTU: 1500'),
  );
  expect(state?.vmknics?.[0]?.mtu).toBe(1500);
});

test('a netstack that could not be a name is refused, since it would end up in a command that is recommended', () => {
  const { hosts, unread } = read(
    lines(
      'Interface  Port Group/DVPort  IP Family IP Address  Netmask  Broadcast  MAC Address  MTU  TSO MSS  Enabled Type  NetStack',
      'vmk0 Mgmt IPv4 10.0.0.5 255.255.255.0 10.0.0.255 00:50:56:00:00:01 1500 65535 true STATIC $(reboot)',
    ),
  );
  expect(hosts).toEqual([]);
  expect(unread.map(({ line }) => line)).toEqual([2]);
});

test('tags under a damaged prompt belong to the adapter of their own command', () => {
  const state = host(
    lines(
      '[root@esx-81:~] esxcli network ip interface tag get -i vmk1',
      '   Tags: Management',
      '[roo81:~] esxcli network ip interface tag get -i vmk2',
      '   Tags: VMotion',
    ),
  );
  expect(state?.vmknics?.map(({ name, services }) => [name, services])).toEqual([
    ['vmk1', ['management']],
    ['vmk2', ['vmotion']],
  ]);
});

test('a record that lost the line of its netstack is refused, not given to the default stack', () => {
  const record = ['vmk1', '   Name: vmk1', '   Portset: vSwitch0', '   Opaque Network ID: N/A', '   MTU: 1500'];
  expect(read(lines('~ # esxcli network ip interface list', ...record)).hosts).toEqual([]);
});

test('an uplink that is none is refused with its row', () => {
  const { unread } = read(
    lines('Switch Name Num Ports Used Ports Configured Ports MTU Uplinks', 'vSwitch0 128 4 128 1500 vmnic0,vmni'),
  );
  expect(unread.map(({ line }) => line)).toEqual([2]);
});

test('a ping whose command is cut does not tell whether fragments were allowed', () => {
  const state = host(
    lines(
      '~ # vmkping -I v',
      'PING 10.0.0.9 (10.0.0.9): 8972 data bytes',
      '3 packets transmitted, 3 packets received, 0% packet loss',
    ),
  );
  expect(state?.pings?.[0]).not.toHaveProperty('dontFragment');
});

test('the counts and the error of a ping are each proven by their own line', () => {
  const state = host(
    lines(
      '~ # vmkping -d -s 8972 10.0.0.9',
      'PING 10.0.0.9 (10.0.0.9): 8972 data bytes',
      'sendto() failed (Message too long)',
      '3 packets transmitted, 0 packets received, 100% packet loss',
    ),
  );
  const { evidence } = state!.pings![0]!;
  expect([evidence.error?.line, evidence.sent?.line, evidence.destination?.line]).toEqual([3, 4, 2]);
});

test('several outputs on one line are each read', () => {
  const state = host(
    'esxcfg-vmknic -l Interface Port Group/DVPort IP Family IP Address Netmask Broadcast MAC Address MTU TSO MSS Enabled Type vmk0 Mgmt IPv4 10.0.0.5 255.255.255.0 10.0.0.255 00:50:56:00:00:01 1500 65535 true STATIC esxcli network ip route ipv4 list Network Netmask Gateway Interface Source default 0.0.0.0 10.0.0.1 vmk0 MANUAL\n',
  );
  expect(state?.vmknics?.[0]?.ipv4).toBe('10.0.0.5');
  expect(state?.routes?.[0]?.gateway).toBe('10.0.0.1');
});

test('quotes of a whole output on one line stay short', () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) =>
      `{"Gateway":"10.0.0.1","Interface":"vmk0","Netmask":"255.255.255.255","Network":"10.9.${i >> 8}.${i & 255}","Source":"MANUAL"}`,
  );
  const { hosts } = read(`~ # esxcli --formatter=json network ip route ipv4 list\n[${rows.join(',')}]\n`);
  expect(hosts[0]?.routes).toHaveLength(300);
  expect(JSON.stringify(hosts).length).toBeLessThan(3_000_000);
});

test('of many lines that are none, the first are told one by one and the rest by their number', () => {
  const { unread } = read(`vmk0 torn\n`.repeat(6_000));
  expect(unread).toHaveLength(5_000);
  expect(unread.at(-2)).toMatchObject({ line: 4_999 });
  expect(unread.at(-1)).toMatchObject({ line: 6_000, why: '1001 more lines up to here were not read either.' });
  expect(structuredClone(unread.at(-1))).toEqual({ ...unread.at(-1) });
});
