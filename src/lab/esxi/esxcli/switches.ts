import { INVENTED } from '../invented.ts';
import type { Portgroup, Security, Teaming, Vswitch } from '../state.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, Refused } from './command.ts';
import type { Cell, Listing } from './listing.ts';

const VSWITCH = { name: 'vswitch-name', short: 'v' } as const;
const PORTGROUP = { name: 'portgroup-name', short: 'p', required: true } as const;

/** Switches, port groups, their policies, and the physical NICs. */
export const SWITCHES: readonly Command[] = [
  { path: 'network vswitch standard list', since: '5.0', options: [VSWITCH], run: standard },
  { path: 'network vswitch standard portgroup list', since: '5.0', run: portgroups },
  {
    path: 'network vswitch standard policy failover get',
    since: '5.0',
    options: [{ ...VSWITCH, required: true }],
    run: (given) => failover(switchOf(given).teaming, null),
  },
  {
    path: 'network vswitch standard policy security get',
    since: '5.0',
    options: [{ ...VSWITCH, required: true }],
    run: (given) => security(switchOf(given).security, null),
  },
  {
    path: 'network vswitch standard portgroup policy failover get',
    since: '5.0',
    options: [PORTGROUP],
    run: (given) => withGroup(given, (group, vswitch) => failover(group.teaming ?? vswitch.teaming, !!group.teaming)),
  },
  {
    path: 'network vswitch standard portgroup policy security get',
    since: '5.0',
    options: [PORTGROUP],
    run: (given) =>
      withGroup(given, (group, vswitch) => security(group.security ?? vswitch.security, !!group.security)),
  },
  { path: 'network vswitch dvs vmware list', since: '5.0', options: [VSWITCH], run: distributed },
  { path: 'network nic list', since: '5.0', run: nics },
];

function switchOf({ machine, option }: Given): Vswitch {
  const name = option('vswitch-name')!;
  const found = machine.state.config.vswitches.find((each) => each.name === name);
  if (found === undefined) throw new Refused(INVENTED.unknownName('vSwitch', name));
  return found;
}

function withGroup({ machine, option }: Given, say: (group: Portgroup, vswitch: Vswitch) => Listing): Listing {
  const name = option('portgroup-name')!;
  for (const vswitch of machine.state.config.vswitches) {
    const group = vswitch.portgroups.find((each) => each.name === name);
    if (group) return say(group, vswitch);
  }
  throw new Refused(INVENTED.unknownName('port group', name));
}

function standard(given: Given): Listing {
  const { state } = given.machine;
  const wanted = given.option('vswitch-name') === undefined ? state.config.vswitches : [switchOf(given)];
  const titles = [
    ...['Name', 'Class', 'Num Ports', 'Used Ports', 'Configured Ports', 'MTU', 'CDP Status', 'Beacon Enabled'],
    ...['Beacon Interval', 'Beacon Threshold', 'Beacon Required By', 'Uplinks', 'Portgroups'],
  ];
  const rows = wanted.map(({ name, mtu, uplinks, teaming, portgroups: groups }): Cell[] => [
    name,
    atLeast(state, '6.5') ? 'cswitch' : 'etherswitch',
    atLeast(state, '5.5') ? 5632 : 128,
    uplinks.length + groups.length + 1,
    128,
    mtu,
    'listen',
    [teaming, ...groups.map((group) => group.teaming)].some((each) => each?.failureDetection === 'beacon'),
    ...[1, 3, ''],
    uplinks,
    groups.map((group) => group.name),
  ]);
  return { form: 'records', type: 'VirtualSwitch', titles, rows };
}

function portgroups({ machine }: Given): Listing {
  const { vswitches, vmknics } = machine.state.config;
  const rows = vswitches.flatMap((vswitch) =>
    vswitch.portgroups.map(({ name, vlan }): Cell[] => [
      name,
      vswitch.name,
      vmknics.filter(({ portgroup }) => portgroup === name).length,
      vlan,
    ]),
  );
  rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  return { form: 'table', type: 'PortGroup', titles: ['Name', 'Virtual Switch', 'Active Clients', 'VLAN ID'], rows };
}

function failover(teaming: Teaming, overridden: boolean | null): Listing {
  const own = ['Load Balancing', 'Network Failure Detection', 'Notify Switches', 'Failback'];
  const override = [...own, 'Uplinks'].map((title) => `Override Vswitch ${title}`);
  return {
    form: 'record',
    type: 'PolicyFailover',
    titles: [
      ...own,
      ...['Active Adapters', 'Standby Adapters', 'Unused Adapters'],
      ...(overridden === null ? [] : override),
    ],
    rows: [
      [
        ...[teaming.loadBalancing, teaming.failureDetection, teaming.notifySwitches, teaming.failback],
        ...[teaming.active, teaming.standby, teaming.unused],
        ...(overridden === null ? [] : override.map(() => overridden)),
      ],
    ],
  };
}

function security({ promiscuous, macChanges, forgedTransmits }: Security, overridden: boolean | null): Listing {
  const own = ['Allow Promiscuous', 'Allow MAC Address Change', 'Allow Forged Transmits'];
  const override = overridden === null ? [] : own.map((title) => `Override Vswitch ${title}`);
  return {
    form: 'record',
    type: 'PolicySecurity',
    titles: [...own, ...override],
    rows: [[promiscuous, macChanges, forgedTransmits, ...override.map(() => overridden!)]],
  };
}

/** Each switch as a record, its ports below it one level deeper. */
function distributed({ machine }: Given): string {
  const { state } = machine;
  const kind = atLeast(state, '6.5') ? 'cswitch' : 'etherswitch';
  return state.config.dvs
    .map(({ name, id, mtu, uplinks, ports }) => {
      const head = [
        ...[name, `   Name: ${name}`, `   VDS ID: ${id}`, `   Class: ${kind}`, '   Num Ports: 5632'],
        ...[`   Used Ports: ${ports.length}`, '   Configured Ports: 512', `   MTU: ${mtu}`, '   CDP Status: listen'],
        ...['   Beacon Timeout: -1', `   Uplinks: ${uplinks.join(', ')}`, '   VMware Branded: true', '   DVPort: '],
      ];
      const clients = ports.map(({ id: port, client, portgroup }) =>
        [
          `         Client: ${client ?? ''}`,
          `         DVPortgroup ID: ${portgroup}`,
          `         In Use: ${client !== null}`,
          `         Port ID: ${port}`,
        ].join('\n'),
      );
      return `${head.join('\n')}\n${clients.join('\n      \n')}\n`;
    })
    .join('\n');
}

/** 5.x has one Link column and three digits of the bus. */
function nics({ machine }: Given): Listing {
  const { state } = machine;
  const modern = atLeast(state, '6.0');
  const titles = [
    ...['Name', 'PCI Device', 'Driver', ...(modern ? ['Admin Status', 'Link Status'] : ['Link']), 'Speed'],
    ...['Duplex', 'MAC Address', 'MTU', 'Description'],
  ];
  const rows = [...state.uplinks]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((nic): Cell[] => [
      nic.name,
      modern ? nic.pci : nic.pci.replace(/^0000:/, '0000:0'),
      nic.driver,
      ...(modern ? ['Up'] : []),
      nic.up ? 'Up' : 'Down',
      nic.up ? nic.speedMbps : 0,
      nic.up ? 'Full' : 'Half',
      nic.mac,
      nic.mtu,
      nic.description,
    ]);
  return { form: 'table', type: 'NetworkInterface', titles, rows };
}
