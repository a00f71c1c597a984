import { describe, expect, test } from 'vitest';
import { run, withMachine } from './support.ts';

/** The header of a table, or the titles of a record, and the versions from the first to the one before which it changed. */
const HEADERS: readonly (readonly [command: string, header: string, versions: readonly string[]])[] = [
  [
    'esxcli network ip interface ipv4 get',
    'Name, IPv4 Address, IPv4 Netmask, IPv4 Broadcast, Address Type, DHCP DNS',
    ['5.0.0', '5.1.0', '6.0.0'],
  ],
  [
    'esxcli network ip interface ipv4 get',
    'Name, IPv4 Address, IPv4 Netmask, IPv4 Broadcast, Address Type, Gateway, DHCP DNS',
    ['6.7.0', '7.0.3', '8.0.2', '9.0.0'],
  ],
  [
    'esxcli network nic list',
    'Name, PCI Device, Driver, Link, Speed, Duplex, MAC Address, MTU, Description',
    ['5.0.0', '5.1.0'],
  ],
  [
    'esxcli network nic list',
    'Name, PCI Device, Driver, Admin Status, Link Status, Speed, Duplex, MAC Address, MTU, Description',
    ['6.0.0', '6.7.0', '7.0.3', '8.0.2', '9.0.0'],
  ],
  ['esxcli network ip neighbor list', 'Neighbor, Mac Address, Vmknic, Expiry, State', ['5.0.0']],
  [
    'esxcli network ip neighbor list',
    'Neighbor, Mac Address, Vmknic, Expiry, State, Type',
    ['5.1.0', '7.0.3', '9.0.0'],
  ],
  ['esxcli network ip route ipv4 list', 'Network, Netmask, Gateway, Interface, Source', ['5.1.0', '6.0.0', '9.0.0']],
];

const RECORDS: readonly (readonly [command: string, titles: readonly string[], versions: readonly string[]])[] = [
  [
    'esxcli network ip interface list',
    [
      ...['Name', 'MAC Address', 'Enabled', 'Portset', 'Portgroup', 'VDS Name', 'VDS Port', 'VDS Connection'],
      ...['MTU', 'TSO MSS', 'Port ID'],
    ],
    ['5.0.0', '5.1.0'],
  ],
  [
    'esxcli network ip interface list',
    [
      ...['Name', 'MAC Address', 'Enabled', 'Portset', 'Portgroup', 'Netstack Instance', 'VDS Name', 'VDS UUID'],
      ...['VDS Port', 'VDS Connection', 'Opaque Network ID', 'Opaque Network Type', 'External ID', 'MTU', 'TSO MSS'],
      ...['RXDispQueue Size', 'Port ID', 'URPF'],
    ],
    ['9.0.0'],
  ],
  ['esxcli system version get', ['Product', 'Version', 'Build', 'Update', 'Patch'], ['6.0.0']],
  ['esxcli system version get', ['Product', 'Version', 'Build', 'Update', 'Maintenance', 'Patch'], ['9.0.0']],
  ['esxcli system ntp get', ['Enabled', 'Loglevel', 'Servers'], ['7.0.3']],
  [
    'esxcli system ntp get',
    [
      ...['Enabled', 'Loglevel', 'PID', 'Runtime Seconds', 'Servers', 'Service Providing Kernel Time'],
      ...['Time Service Enabled', 'Time Synchronized'],
    ],
    ['8.0.2', '9.0.0'],
  ],
];

/** Tables of esxcfg, whose columns may stand one blank apart. */
const FIRST_LINES: readonly (readonly [command: string, line: RegExp, versions: readonly string[]])[] = [
  ['esxcfg-vmknic -l', /^Port Group +IP Address +Netmask +Broadcast +MAC Address +MTU +Enabled$/, ['3.5.0']],
  [
    'esxcfg-vmknic -l',
    /^Interface +Port Group\/DVPort +IP Family .*TSO MSS +Enabled Type$/,
    ['4.1.0', '5.0.0', '6.0.0'],
  ],
  [
    'esxcfg-vmknic -l',
    /^Interface +Port Group\/DVPort\/Opaque Network +IP Family .*Enabled Type +NetStack$/,
    ['6.7.0', '7.0.3', '8.0.2', '9.0.0'],
  ],
  ['esxcfg-route -l', /^VM Kernel Routes:\nNetwork +Netmask +Gateway$/, ['3.5.0']],
  ['esxcfg-route -l', /^VMkernel Routes:\nNetwork +Netmask +Gateway +Interface$/, ['4.1.0', '5.0.0', '7.0.3', '9.0.0']],
  ['vmware -v', /^VMware ESX Server 3\.5\.0 build-110268$/, ['3.5.0']],
  ['vmware -v', /^VMware ESX 4\.1\.0 build-348481$/, ['4.1.0']],
  ['vmware -l', /^VMware ESXi 7\.0 Update 3$/, ['7.0.3']],
];

const each = <T>(table: readonly (readonly [string, T, readonly string[]])[]) =>
  table.flatMap(([command, expected, versions]) => versions.map((version) => ({ version, command, expected })));

async function printed(version: string, command: string): Promise<string> {
  return withMachine(version, async (machine) => {
    await run(machine, 'vmkping 10.70.16.1');
    return (await run(machine, command)).stdout;
  });
}

describe('each version prints its own columns', () => {
  test.each(each(HEADERS))('$version: $command', async ({ version, command, expected }) => {
    const [header = '', rule = ''] = (await printed(version, command)).split('\n');
    expect(header.trim().split(/ {2,}/).join(', ')).toBe(expected);
    expect(rule).toMatch(/^[- ]+$/);
  });

  test.each(each(RECORDS))('$version: $command', async ({ version, command, expected }) => {
    const [block = ''] = (await printed(version, command)).split('\n\n');
    expect([...block.matchAll(/^ {3}([^:]+):/gm)].map(([, title]) => title)).toEqual(expected);
  });

  test.each(each(FIRST_LINES))('$version: $command', async ({ version, command, expected }) => {
    const lines = (await printed(version, command)).split('\n');
    expect(lines.slice(0, expected.source.includes('\\n') ? 2 : 1).join('\n')).toMatch(expected);
  });
});
