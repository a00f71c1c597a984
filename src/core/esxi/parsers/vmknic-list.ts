import {
  addressType,
  BAD,
  bool,
  broadcast,
  type Cell,
  family,
  ip,
  ipv4OrNone,
  mac,
  maskOrLength,
  maybeStackKey,
  mtu,
  number,
  text,
  vmk,
} from '../reading/cells.ts';
import { type Parser, type Row, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';
import { isPlain } from './route-row.ts';

/** An address of either family, or null for `N/A`. */
const either = {
  ...ipv4OrNone,
  read: (value: string, repairs: never[]) => {
    const v4 = ipv4OrNone.read(value, repairs);
    return v4 === BAD ? ip.read(value, repairs) : v4;
  },
};

const common = {
  'IP Address': ['address', either],
  Netmask: ['length', maskOrLength],
  Broadcast: ['', broadcast],
  'MAC Address': ['mac', mac],
  MTU: ['mtu', mtu],
  Enabled: ['enabled', bool],
} as const;

/** A row that begins with an adapter belongs to a newer listing whose header lost its first column. */
const groupOnly: Cell = { ...text, read: (value) => (/^vmk\d+(?: |$)/.test(value) ? BAD : value) };

const SHORT = [
  'vmk',
  'interface',
  'portgroup',
  'ipaddress',
  'netmask',
  'broadcast',
  'macaddress',
  'mtu',
  'enabled',
  'type',
];
const WITH_STACK = [
  ...['vmk', 'interface', 'portgroup', 'ipfamily', 'ipaddress', 'netmask', 'broadcast', 'macaddress'],
  ...['mtu', 'tsomss', 'enabled', 'type', 'netstack'],
];

/**
 * The VMkernel adapters. 3.5 names no adapter, only port groups; 6.5 and newer add the netstack.
 *
 *     Interface  Port Group/DVPort/Opaque Network  IP Family IP Address   Netmask        Broadcast   MAC Address       MTU   TSO MSS Enabled Type   NetStack
 *     vmk0       Management Network                IPv4      10.0.1.128   255.255.255.0  10.0.1.255  00:0c:29:2c:54:17 1500  65535   true    STATIC defaultTcpipStack
 */
export const vmknicList: Parser = {
  id: 'vmknic-list',
  commands: ['esxcfg-vmknic -l'],
  section: 'vmknics',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Interface: ['name', vmk],
        'Port Group/DVPort/Opaque Network': ['portgroup', text],
        'Port Group/DVPort': ['portgroup', text],
        'Port Group': ['portgroup', text],
        DVPort: ['portgroup', text],
        'IP Family': ['family', family],
        ...common,
        'TSO MSS': ['', number],
        Type: ['dhcp', addressType],
        NetStack: ['netstack', maybeStackKey],
      }),
      required: ['interface', 'ipaddress', 'netmask', 'macaddress'],
      orders: [WITH_STACK, WITH_STACK.slice(0, -1), SHORT],
      build: (row) => adapterFact(row, row.values.name),
    },
    {
      table: true,
      titles: titles({ 'Port Group': ['portgroup', groupOnly], ...common }),
      required: ['portgroup', 'ipaddress', 'netmask', 'macaddress', 'enabled'],
      // 3.5 names no adapter: there the port group stands for it.
      build: (row) => adapterFact(row, row.values.portgroup),
    },
  ],
};

function adapterFact(row: Row, name: unknown) {
  const values = adapter(row);
  return values && factOf(row, 'vmknics', name, values);
}

/** null: an IPv4 address without a dotted mask is no row of this listing. */
function adapter({ values }: Row): Record<string, unknown> | null {
  const { address, length, dhcp, portgroup, name, ...rest } = values;
  const dvPort = typeof portgroup === 'string' && /^\d+$/.test(portgroup) ? { dvPort: portgroup } : { portgroup };
  if (typeof address === 'string' && address.includes(':')) {
    return omit({ ...rest, ...dvPort, ipv6: [isPlain(length) ? `${address}/${length.plain}` : address] }, 'family');
  }
  if (values.family === 'ipv6') return omit({ ...rest, ...dvPort }, 'family');
  if (address !== null && typeof length !== 'number') return null;
  const subnet = address === null ? { ipv4: null } : { ipv4: address, prefixLength: length };
  return omit({ ...rest, ...dvPort, ...subnet, dhcp }, 'family');
}
