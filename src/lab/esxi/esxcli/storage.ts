import { maskOf } from '../addresses.ts';
import { INVENTED } from '../invented.ts';
import { attachmentOf } from '../network.ts';
import type { IscsiBinding, SimulatedState, Vmknic } from '../state.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, Refused } from './command.ts';
import type { Cell, Listing } from './listing.ts';

/** iSCSI binding, NFS mounts, vSAN adapters. */
export const STORAGE: readonly Command[] = [
  {
    path: 'iscsi networkportal list',
    since: '5.0',
    options: [{ name: 'adapter', short: 'A' }],
    run: portals,
  },
  {
    path: 'swiscsi nic list',
    since: '4.0',
    until: '5.0',
    options: [{ name: 'adapter', short: 'd', required: true }],
    run: bound4,
  },
  { path: 'storage nfs list', since: '5.0', run: (given) => nfs(given, 3) },
  { path: 'storage nfs41 list', since: '6.0', run: (given) => nfs(given, 4.1) },
  { path: 'vsan network list', since: '5.5', run: vsan },
];

function adapterOf(state: SimulatedState, { vmknic }: IscsiBinding): Vmknic {
  return state.config.vmknics.find(({ name }) => name === vmknic)!;
}

/** Where an adapter's packets leave: its switch, port group and first uplink. */
function wayOut(state: SimulatedState, vmknic: Vmknic) {
  const vswitch = state.config.vswitches.find(({ portgroups }) =>
    portgroups.some(({ name }) => name === vmknic.portgroup),
  );
  const group = vswitch?.portgroups.find(({ name }) => name === vmknic.portgroup);
  const uplink = (group?.teaming ?? vswitch?.teaming)?.active[0];
  return { vswitch, group, nic: state.uplinks.find(({ name }) => name === uplink) };
}

function portals({ machine, option }: Given): Listing {
  const { state } = machine;
  const bindings = state.config.iscsi.filter(({ adapter }) => (option('adapter') ?? adapter) === adapter);
  const titles = [
    ...['Adapter', 'Vmknic', 'MAC Address', 'MAC Address Valid', 'IPv4', 'IPv4 Subnet Mask', 'IPv6', 'MTU'],
    ...['Vlan Supported', 'Vlan ID', 'Reserved Ports', 'TOE', 'TSO', 'TCP Checksum', 'Link Up', 'Current Speed'],
    ...['Rx Packets', 'Tx Packets', 'NIC Driver', 'NIC Driver Version', 'NIC Firmware Version', 'Compliant Status'],
    ...['NonCompliant Message', 'NonCompliant Remedy', 'Vswitch', 'PortGroup', 'VswitchUuid', 'PortGroupKey'],
    ...['PortKey', 'Duplex', 'Path Status'],
  ];
  const rows = bindings.map((binding): Cell[] => {
    const vmknic = adapterOf(state, binding);
    const { vswitch, nic } = wayOut(state, vmknic);
    const { vlan, linkUp } = attachmentOf(state, vmknic);
    return [
      ...[binding.adapter, vmknic.name, nic?.mac ?? '', true, vmknic.ipv4 ?? '', maskOf(vmknic.prefixLength), ''],
      ...[vmknic.mtu, true, vlan, '63488~65536', false, true, false, linkUp, nic?.speedMbps ?? 0],
      ...[81_420_034, 90_211_874, nic?.driver ?? '', '1.7.1.41', '0x800003df'],
      ...[binding.compliant ? 'compliant' : 'noncompliant', '', '', vswitch?.name ?? '', vmknic.portgroup],
      ...['', '', '', '', binding.pathStatus],
    ];
  });
  return { form: 'records', type: 'NetworkPortal', titles, rows };
}

/** 4.x: lower-case keys below the adapter's name. */
function bound4({ machine, option }: Given): Listing {
  const { state } = machine;
  const bindings = state.config.iscsi.filter(({ adapter }) => adapter === option('adapter'));
  if (bindings.length === 0) throw new Refused(INVENTED.unknownName('adapter', option('adapter')!));
  const titles = [
    ...['pNic name', 'ipv4 address', 'ipv4 net mask', 'ipv6 addresses', 'mac address', 'mtu', 'toe', 'tso'],
    ...['tcp checksum', 'vlan', 'vlanId', 'ports reserved', 'link connected', 'ethernet speed', 'packets received'],
    ...['packets sent', 'NIC driver', 'driver version', 'firmware version'],
  ];
  const blocks = bindings.map((binding) => {
    const vmknic = adapterOf(state, binding);
    const { nic } = wayOut(state, vmknic);
    const { vlan, linkUp } = attachmentOf(state, vmknic);
    const cells = [
      ...[nic?.name, vmknic.ipv4, maskOf(vmknic.prefixLength), '', nic?.mac, vmknic.mtu, false, true, false, true],
      ...[vlan, '63488~65536', linkUp, nic?.speedMbps, 81_420_034, 90_211_874, nic?.driver, '1.1.2', '5.11-2'],
    ];
    return [vmknic.name, ...titles.map((title, i) => `    ${title}: ${cells[i] ?? ''}`)].join('\n');
  });
  return { form: 'value', type: 'Nic', titles: ['Nic'], rows: [[blocks.join('\n\n')]] };
}

function nfs({ machine }: Given, version: 3 | 4.1): Listing {
  const { state } = machine;
  const modern = atLeast(state, '6.0');
  const titles = [
    ...['Volume Name', version === 3 ? 'Host' : 'Host(s)', 'Share', 'Accessible', 'Mounted'],
    ...(modern ? ['Read-Only', ...(version === 3 ? [] : ['Security']), 'isPE'] : []),
    'Hardware Acceleration',
  ];
  const rows = state.config.nfs
    .filter((mount) => mount.version === version)
    .map(({ volume, server, share, accessible, mounted }): Cell[] => [
      ...[volume, server, share, accessible, mounted],
      ...(modern ? [false, ...(version === 3 ? [] : ['AUTH_SYS']), false] : []),
      'Not Supported',
    ]);
  return { form: 'table', type: 'NfsVolume', titles, rows };
}

function vsan({ machine }: Given): Listing {
  const rows = machine.state.config.vmknics.flatMap(({ name, vsan: traffic }): Cell[][] =>
    traffic === null
      ? []
      : [
          [
            ...[name, 'IP', '32efc758-9ca0-57b9-c7e3-246e962c24d0', '224.2.3.4', 'ff19::2:3:4', 23_451],
            ...['224.1.2.3', 'ff19::1:2:3', 12_345, 12_321, 5, traffic],
          ],
        ],
  );
  const titles = [
    ...['VmkNic Name', 'IP Protocol', 'Interface UUID', 'Agent Group Multicast Address'],
    ...['Agent Group IPv6 Multicast Address', 'Agent Group Multicast Port', 'Master Group Multicast Address'],
    ...['Master Group IPv6 Multicast Address', 'Master Group Multicast Port', 'Host Unicast Channel Bound Port'],
    ...['Multicast TTL', 'Traffic Type'],
  ];
  return { form: 'records', type: 'VsanNetwork', titles, rows, heading: 'Interface' };
}
