import { broadcastOf, lengthOf, maskOf, toNumber } from '../addresses.ts';
import { ESTABLISHED } from '../established.ts';
import { INVENTED } from '../invented.ts';
import { DEFAULT_STACK } from '../netstacks.ts';
import type { SimulatedState, Vmknic } from '../state.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, INTERFACE, NETSTACK, Refused, truth } from './command.ts';
import type { Cell, Listing } from './listing.ts';

/** `esxcli network ip interface …` */
export const INTERFACES: readonly Command[] = [
  { path: 'network ip interface list', since: '5.0', options: [NETSTACK], run: list },
  {
    path: 'network ip interface add',
    since: '5.0',
    options: [
      { ...INTERFACE, required: true },
      { name: 'portgroup-name', short: 'p', required: true },
      { name: 'mac-address', short: 'M' },
      { name: 'mtu', short: 'm' },
      NETSTACK,
    ],
    writes: true,
    run: add,
  },
  {
    path: 'network ip interface remove',
    since: '5.0',
    options: [{ ...INTERFACE, required: true }],
    writes: true,
    run: remove,
  },
  { path: 'network ip interface ipv4 get', since: '5.0', options: [INTERFACE, NETSTACK], run: ipv4 },
  { path: 'network ip interface ipv4 address list', since: '6.0', options: [INTERFACE, NETSTACK], run: ipv4 },
  { path: 'network ip interface ipv6 address list', since: '5.0', options: [INTERFACE, NETSTACK], run: ipv6 },
  { path: 'network ip interface tag get', since: '5.1', options: [{ ...INTERFACE, required: true }], run: tags },
  {
    path: 'network ip interface tag add',
    since: '5.1',
    options: [INTERFACE, { name: 'tagname', short: 't', required: true }],
    writes: true,
    run: (given) => tag(given, true),
  },
  {
    path: 'network ip interface tag remove',
    since: '5.1',
    options: [INTERFACE, { name: 'tagname', short: 't', required: true }],
    writes: true,
    run: (given) => tag(given, false),
  },
  {
    path: 'network ip interface set',
    since: '5.0',
    options: [INTERFACE, { name: 'enabled', short: 'e' }, { name: 'mtu', short: 'm' }],
    writes: true,
    run: set,
  },
  {
    path: 'network ip interface ipv4 set',
    since: '5.0',
    options: [
      { ...INTERFACE, required: true },
      { name: 'type', short: 't', required: true },
      { name: 'ipv4', short: 'I' },
      { name: 'netmask', short: 'N' },
      { name: 'gateway', short: 'g' },
    ],
    writes: true,
    run: setIpv4,
  },
];

/** The adapter that `-i` names. */
export function adapterOf({ machine, option }: Given, name = 'interface-name'): Vmknic {
  const wanted = option(name) ?? '';
  const found = machine.state.config.vmknics.find((each) => each.name === wanted);
  if (found === undefined) throw new Refused(INVENTED.unknownVmknic(wanted));
  return found;
}

/** The stack that `-N` names; an unknown one is refused. */
export function stackOf({ machine, option }: Given): string {
  const wanted = option('netstack') ?? DEFAULT_STACK;
  if (!machine.state.config.netstacks.includes(wanted)) throw new Refused(INVENTED.unknownNetstack(wanted));
  return wanted;
}

/** The adapters asked for: one by `-i`, those of a stack otherwise; without `-N` the default stack's. */
function asked(given: Given): readonly Vmknic[] {
  if (given.option('interface-name') !== undefined) return [adapterOf(given)];
  const stack = stackOf(given);
  return given.machine.state.config.vmknics.filter(({ netstack }) => netstack === stack);
}

/** 5.x has no netstack, opaque network or VDS UUID; 6.7 adds the queue size, 9.0 URPF. */
function list(given: Given): Listing {
  const { state } = given.machine;
  const modern = atLeast(state, '5.5');
  const titles = [
    ...['Name', 'MAC Address', 'Enabled', 'Portset', 'Portgroup'],
    ...(modern ? ['Netstack Instance'] : []),
    ...['VDS Name', ...(modern ? ['VDS UUID'] : []), 'VDS Port', 'VDS Connection'],
    ...(modern ? ['Opaque Network ID', 'Opaque Network Type', 'External ID'] : []),
    ...['MTU', 'TSO MSS'],
    ...(atLeast(state, '6.7') ? ['RXDispQueue Size'] : []),
    'Port ID',
    ...(atLeast(state, '9.0') ? ['URPF'] : []),
  ];
  const wanted = given.option('netstack') === undefined ? state.config.vmknics : asked(given);
  const rows = wanted.map((vmknic, i) => {
    const record = recordOf(state, vmknic, i);
    return titles.map((title) => record[title]!);
  });
  return { form: 'records', type: 'NetworkInterface', titles, rows };
}

function recordOf({ config, version }: SimulatedState, vmknic: Vmknic, i: number): Record<string, Cell> {
  const dvs = config.dvs.find(({ ports }) => ports.some(({ client }) => client === vmknic.name));
  const vswitch = config.vswitches.find(({ portgroups }) => portgroups.some(({ name }) => name === vmknic.portgroup));
  return {
    Name: vmknic.name,
    'MAC Address': vmknic.mac,
    Enabled: vmknic.enabled,
    Portset: dvs ? 'DvsPortset-0' : (vswitch?.name ?? 'N/A'),
    Portgroup: dvs ? 'N/A' : vmknic.portgroup,
    'Netstack Instance': vmknic.netstack,
    'VDS Name': dvs?.name ?? 'N/A',
    'VDS UUID': dvs?.id ?? 'N/A',
    'VDS Port': dvs?.ports.find(({ client }) => client === vmknic.name)?.id ?? 'N/A',
    'VDS Connection': dvs ? 1_123_658_315 + i : -1,
    'Opaque Network ID': 'N/A',
    'Opaque Network Type': 'N/A',
    'External ID': 'N/A',
    MTU: vmknic.mtu,
    'TSO MSS': 65_535,
    'RXDispQueue Size': atLeast({ version }, '7.0') ? 4 : 1,
    'Port ID': 33_554_436 + i,
    URPF: 0,
  };
}

/** The Gateway column came with 6.5; vmk0 often shows the stack's gateway there (routing.md G8). */
function ipv4(given: Given): Listing {
  const { state } = given.machine;
  const withGateway = atLeast(state, '6.5');
  const titles = [
    ...['Name', 'IPv4 Address', 'IPv4 Netmask', 'IPv4 Broadcast', 'Address Type'],
    ...(withGateway ? ['Gateway'] : []),
    'DHCP DNS',
  ];
  const rows = asked(given).map((vmknic) => [
    ...addressCells(vmknic),
    ...(withGateway ? [vmknic.gateway ?? stackGateway(state, vmknic) ?? '0.0.0.0'] : []),
    false,
  ]);
  return { form: 'table', type: 'IPv4Interface', titles, rows };
}

function addressCells({ name, ipv4: address, prefixLength, dhcp }: Vmknic): string[] {
  if (address === null) return [name, '0.0.0.0', '0.0.0.0', '0.0.0.0', 'NONE'];
  return [name, address, maskOf(prefixLength), broadcastOf(address, prefixLength), dhcp ? 'DHCP' : 'STATIC'];
}

function stackGateway(state: SimulatedState, vmknic: Vmknic): string | null {
  const first = state.config.vmknics.find(({ netstack }) => netstack === vmknic.netstack);
  if (first !== vmknic) return null;
  return (
    state.config.routes.find(({ netstack, length }) => netstack === vmknic.netstack && length === 0)?.gateway ?? null
  );
}

function ipv6(given: Given): Listing {
  const rows = asked(given).flatMap(({ name, ipv6: addresses }) =>
    addresses.map(({ address, length }): Cell[] => [name, address, length, 'STATIC', 'PREFERRED']),
  );
  return {
    form: 'table',
    type: 'IPv6Address',
    titles: ['Interface', 'Address', 'Netmask', 'Type', 'Status'],
    rows,
  };
}

function tags(given: Given): Listing {
  return { form: 'record', type: 'Tags', titles: ['Tags'], rows: [[adapterOf(given).tags]] };
}

function tag(given: Given, add: boolean): null {
  const vmknic = adapterOf(given);
  const name = given.option('tagname')!;
  vmknic.tags = [...vmknic.tags.filter((each) => each !== name), ...(add ? [name] : [])];
  return null;
}

/** A new adapter has no address yet; its stack is fixed from now on (routing.md R9). */
function add(given: Given): null {
  const { config } = given.machine.state;
  const [name, portgroup] = [given.option('interface-name')!, given.option('portgroup-name')!];
  if (!/^vmk\d{1,3}$/.test(name)) throw new Refused(INVENTED.unknownVmknic(name));
  if (config.vmknics.some((each) => each.name === name)) throw new Refused(INVENTED.adapterExists(name));
  if (!config.vswitches.some(({ portgroups }) => portgroups.some((each) => each.name === portgroup)))
    throw new Refused(INVENTED.unknownName('port group', portgroup));
  const number = Number(name.slice('vmk'.length));
  config.vmknics.push({
    name,
    netstack: stackOf(given),
    portgroup,
    ipv4: null,
    prefixLength: 0,
    dhcp: false,
    gateway: null,
    ipv6: [],
    mac: given.option('mac-address') ?? `00:50:56:6f:00:${number.toString(16).padStart(2, '0').slice(-2)}`,
    mtu: Number(given.option('mtu') ?? 1500),
    enabled: true,
    tags: [],
    vsan: null,
  });
  return null;
}

/** Its address, its connected entry and what was learned through it go with it. */
function remove(given: Given): null {
  const { name } = adapterOf(given);
  const { state } = given.machine;
  state.config.vmknics = state.config.vmknics.filter((each) => each.name !== name);
  state.config.iscsi = state.config.iscsi.filter(({ vmknic }) => vmknic !== name);
  state.neighbors = state.neighbors.filter(({ vmknic }) => vmknic !== name);
  return null;
}

/** Taking an adapter down and up again clears what ICMP redirects left (routing.md T8). */
function set(given: Given): null {
  const vmknic = adapterOf(given);
  const enabled = truth(given.option('enabled'));
  if (enabled !== null) vmknic.enabled = enabled;
  if (enabled === false) given.machine.state.redirects = [];
  const mtu = given.option('mtu');
  if (mtu !== undefined) vmknic.mtu = Number(mtu);
  return null;
}

function setIpv4(given: Given): null {
  const vmknic = adapterOf(given);
  const [address, mask, gateway] = ['ipv4', 'netmask', 'gateway'].map((name) => given.option(name));
  if (given.option('type') !== 'static') throw new Refused(INVENTED.badValue(given.option('type')!));
  const length = lengthOf(mask ?? '');
  if (address === undefined || toNumber(address) === null) throw new Refused(INVENTED.badValue(address ?? ''));
  if (length === null) throw new Refused(INVENTED.badValue(mask ?? ''));
  const { state } = given.machine;
  const has = state.config.routes.some(({ netstack, length: l }) => netstack === vmknic.netstack && l === 0);
  if (gateway !== undefined && !has) throw new Refused(ESTABLISHED.noDefaultGateway(vmknic.netstack));
  Object.assign(vmknic, { ipv4: address, prefixLength: length, dhcp: false });
  if (gateway !== undefined) vmknic.gateway = gateway;
  return null;
}
