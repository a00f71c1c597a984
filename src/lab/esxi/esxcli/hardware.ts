import { ESTABLISHED } from '../established.ts';
import { INVENTED } from '../invented.ts';
import type { Uplink } from '../state.ts';
import { type Command, type Given, Refused } from './command.ts';
import type { Cell, Listing } from './listing.ts';

const NIC = { name: 'nic-name', short: 'n', required: true } as const;

/** What machine it is, which NIC is an iSCSI adapter, and what a NIC has heard. */
export const HARDWARE: readonly Command[] = [
  { path: 'hardware platform get', since: '5.0', run: platform },
  { path: 'iscsi adapter list', since: '5.0', run: adapters },
  { path: 'iscsi physicalnetworkportal list', since: '5.0', options: [{ name: 'adapter', short: 'A' }], run: ports },
  { path: 'network nic stats get', since: '5.0', options: [NIC], run: stats },
  { path: 'network nic dcb status get', since: '5.5', options: [NIC], run: dcb },
];

function platform({ machine }: Given): Listing {
  const { vendor, product } = machine.state.platform ?? { vendor: 'VMware, Inc.', product: 'VMware Virtual Platform' };
  return {
    form: 'records',
    type: 'PlatformDetails',
    heading: 'Platform Information',
    titles: ['UUID', 'Product Name', 'Vendor Name', 'Serial Number', 'IPMI Supported'],
    rows: [[Array(16).fill('0x42').join(' '), product, vendor, 'LAB0000001', true]],
  };
}

/** The software adapter, which the bindings name, behind those of the cards. */
function adapters({ machine }: Given): Listing {
  const { cards = [], config } = machine.state;
  const software = [...new Set(config.iscsi.map(({ adapter }) => adapter))];
  return {
    form: 'table',
    type: 'Adapter',
    titles: ['Adapter', 'Driver', 'State', 'UID', 'Description'],
    rows: [
      ...cards.map(({ adapter, driver }) => [
        adapter,
        driver,
        'unbound',
        `iscsi.${adapter}`,
        `QLogic ${driver} iSCSI Adapter`,
      ]),
      ...software.map((adapter) => [adapter, 'iscsi_vmk', 'online', `iscsi.${adapter}`, 'iSCSI Software Adapter']),
    ],
  };
}

/** A card's adapter has its own NIC behind it, the software one has all of them. */
function ports({ machine, option }: Given): Listing {
  const { cards = [], config, uplinks } = machine.state;
  const software = [...new Set(config.iscsi.map(({ adapter }) => adapter))];
  const row = (adapter: string, { name, mac, up, speedMbps, mtu }: Uplink): Cell[] => [
    ...[adapter, name, mac, true, up ? speedMbps : 0, speedMbps, mtu],
  ];
  const rows = [
    ...cards.flatMap(({ adapter, vmnic }) =>
      uplinks.filter(({ name }) => name === vmnic).map((uplink) => row(adapter, uplink)),
    ),
    ...software.flatMap((adapter) => uplinks.map((uplink) => row(adapter, uplink))),
  ].filter(([adapter]) => (option('adapter') ?? adapter) === adapter);
  const titles = [
    ...['Adapter', 'Vmnic', 'MAC Address', 'MAC Address Valid', 'Current Speed', 'Max Speed', 'Max Frame Size'],
  ];
  return { form: 'table', type: 'PhysicalNetworkPortal', titles, rows };
}

function named({ machine, option }: Given): Uplink {
  const name = option('nic-name')!;
  const found = machine.state.uplinks.find((each) => each.name === name);
  if (found === undefined) throw new Refused(INVENTED.unknownName('NIC', name));
  return found;
}

function stats(given: Given): Listing {
  const { name, received = 918_273, sent = 640_021 } = named(given);
  const titles = ['Packets received', 'Packets sent', 'Bytes received', 'Bytes sent'];
  const rows = [[received, sent, received * 412, sent * 388]];
  return { form: 'records', type: 'Stats', heading: ESTABLISHED.nicStatistics(name), titles, rows };
}

function dcb(given: Given): Listing {
  const { name, dcb: enabled = true } = named(given);
  const titles = ['Nic Name', 'Mode', 'Enabled', 'PFC Enabled', 'PFC Configuration'];
  const rows = [[name, '3 - IEEE Mode', enabled, false, '0 0 0 0 0 0 0 0']];
  return { form: 'record', type: 'DcbStatus', titles, rows };
}
