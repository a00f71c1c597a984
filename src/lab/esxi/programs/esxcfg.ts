import { broadcastOf, lengthOf, maskOf, readPrefix, toNumber } from '../addresses.ts';
import { ESTABLISHED } from '../established.ts';
import { Refused } from '../esxcli/command.ts';
import { addRoute, removeRoute } from '../esxcli/routes.ts';
import { INVENTED } from '../invented.ts';
import { DEFAULT_STACK } from '../netstacks.ts';
import { type Entry, tableOf } from '../routing.ts';
import type { SimulatedState } from '../state.ts';
import { atLeast, isClassic } from '../versions.ts';
import { block, columns } from './columns.ts';
import { adapters } from './esxcfg-vmknic.ts';
import { switches } from './esxcfg-vswitch.ts';
import { type Call, type Installed, print, readOptions } from './program.ts';

/** The programs of ESX 3 that every version since has kept (commands.md X1). */
export const ESXCFG: Record<string, Installed> = {
  'esxcfg-vmknic': { run: (call) => onlyList(call, adapters) },
  'esxcfg-vswitch': { run: (call) => onlyList(call, switches) },
  'esxcfg-nics': { run: nics },
  'esxcfg-nas': { run: nas },
  'esxcfg-route': { run: route },
  'esxcfg-vswif': { run: vswif, on: isClassic },
  'esxcfg-firewall': { run: firewall, on: isClassic },
  route: { run: consoleRoutes, on: isClassic },
};

/** What these programs change is not played, and said so: a change that nobody made must not look like one. */
function onlyList(call: Call, listing: (state: SimulatedState) => string): number {
  if (call.args.length === 1 && /^(?:-l|--list)$/.test(call.args[0]!))
    return said(call, listing(call.shell.machine.state));
  return refuse(call, INVENTED.notPlayed(call.name, call.args.join(' ')));
}

function said(call: Call, text: string): number {
  print(call, text);
  return 0;
}

function nics(call: Call): number {
  const { state } = call.shell.machine;
  const classic = isClassic(state);
  const widths = classic ? [8, 8, 8, 5, 10, 7, 18, 7] : [8, 13, 12, 5, 11, 7, 18, 7];
  const rows = state.uplinks.map((nic) => [
    nic.name,
    classic ? nic.pci.replace(/^0000:(..):(..)\.\d$/, '$1:$2') : nic.pci,
    nic.driver,
    nic.up ? 'Up' : 'Down',
    nic.up ? `${nic.speedMbps}Mbps` : '0Mbps',
    nic.up ? 'Full' : 'Half',
    nic.mac,
    nic.mtu,
    nic.description,
  ]);
  const titles = ['Name', 'PCI', 'Driver', 'Link', 'Speed', 'Duplex', 'MAC Address', 'MTU', 'Description'];
  return said(call, block(widths, titles, rows));
}

function nas(call: Call): number {
  const lines = call.shell.machine.state.config.nfs.map(
    ({ volume, share, server, mounted, accessible }) =>
      `${volume} is ${share} from ${server} ${mounted ? 'mounted' : 'unmounted'} ${accessible ? 'available' : 'unavailable'}\n`,
  );
  return said(call, lines.join(''));
}

function vswif(call: Call): number {
  const rows = call.shell.machine.state.config.console.interfaces.map(({ name, portgroup, ipv4, prefixLength }) => [
    ...[name, portgroup, 'IPv4', ipv4, maskOf(prefixLength), broadcastOf(ipv4, prefixLength), 'true', 'STATIC'],
  ]);
  const titles = ['Name', 'Port Group/DVPort', 'IP Family', 'IP Address', 'Netmask', 'Broadcast', 'Enabled', 'TYPE'];
  return said(call, block([9, 20, 10, 16, 16, 16, 10], titles, rows));
}

/** Linux's own table; ESX answers to `route -n` only in the Service Console. */
function consoleRoutes(call: Call): number {
  const widths = [16, 16, 16, 6, 7, 7, 4];
  const rows = call.shell.machine.state.config.console.routes.map(({ network, length, gateway, interface: name }) => [
    ...[network, gateway ?? '0.0.0.0', maskOf(length), gateway === null ? 'U' : 'UG', '0     ', '0       ', '0'],
    name,
  ]);
  const titles = ['Destination', 'Gateway', 'Genmask', 'Flags', 'Metric', 'Ref   ', 'Use', 'Iface'];
  return said(call, `${ESTABLISHED.consoleTable}\n${block(widths, titles, rows)}`);
}

function firewall(call: Call): number {
  const { options } = readOptions(call.args, ['e', 'd', 'enableService', 'disableService']);
  const on = options.get('e') ?? options.get('enableService');
  const id = on ?? options.get('d') ?? options.get('disableService');
  const ruleset = call.shell.machine.state.config.firewall.rulesets.find((each) => each.id === id);
  if (ruleset) ruleset.enabled = on !== undefined;
  return said(call, '');
}

/** Bare it reads, with one address it writes (commands.md 6). */
function route(call: Call): number {
  const v6 = call.args[0] === '-f' && call.args[1]?.toUpperCase() === 'V6';
  const args = v6 ? call.args.slice(2) : call.args[0] === '-f' ? call.args.slice(2) : call.args;
  const [first, second, third, fourth] = args;
  if (first === undefined) return said(call, gatewayLine(call));
  if (first === '-l') return said(call, v6 ? table6(call) : table(call));
  if (first === '-n') return said(call, neighbors(call));
  if (first === '-a' || first === '--add') return changeRoute(call, 'add', second, third, fourth);
  if (first === '-d' || first === '--del') return changeRoute(call, 'remove', second, third, fourth);
  if (toNumber(first) !== null) return changeRoute(call, 'add', 'default', first, undefined);
  return said(call, INVENTED.routeUsage) + 1;
}

function gatewayLine({ shell }: Call): string {
  const { routes } = shell.machine.state.config;
  const found = routes.find(({ netstack, length }) => netstack === DEFAULT_STACK && length === 0);
  return found === undefined ? INVENTED.noGateway : ESTABLISHED.defaultGateway(found.gateway);
}

/** 3.5 prints no Interface column and writes VMkernel in two words. */
function table({ shell }: Call): string {
  const { state } = shell.machine;
  const withInterface = atLeast(state, '4.0');
  const [first, ...rest] = tableOf(state, DEFAULT_STACK);
  const entries = first?.length === 0 ? [...rest, first] : first ? [first, ...rest] : [];
  const titles = ['Network', 'Netmask', 'Gateway', ...(withInterface ? ['Interface'] : [])];
  const rows = entries.map((entry) => rowOf(entry, withInterface));
  return `${withInterface ? 'VMkernel' : 'VM Kernel'} Routes:\n${block([17, 17, 17], titles, rows)}`;
}

function rowOf({ network, length, gateway, vmknic }: Entry, withInterface: boolean): string[] {
  const shown = [length === 0 ? 'default' : network, maskOf(length), gateway ?? 'Local Subnet'];
  return withInterface ? [...shown, vmknic ?? ''] : shown;
}

function table6({ shell }: Call): string {
  const rows = shell.machine.state.config.routes6.map(({ network, length, gateway, vmknic }) => [
    ...[length === 0 ? 'default' : network, length, gateway ?? 'Local Subnet', vmknic],
  ]);
  return `VMkernel Routes:\n${block([41, 8, 41], ['Network', 'Netmask', 'Gateway', 'Interface'], rows)}`;
}

function neighbors({ shell }: Call): string {
  const titles = ['Neighbor', 'Mac Address', 'Vmknic', 'Expiry', 'State', 'Type'];
  const rows = shell.machine.state.neighbors
    .filter(({ netstack }) => netstack === DEFAULT_STACK)
    .map(({ address, mac, vmknic, expirySeconds }) => [
      ...[address, mac ?? '(incomplete)', vmknic, `${expirySeconds} sec`, '', 'Unknown'],
    ]);
  const widths = [17, 19, 10, 10, 7];
  return [titles, ...rows].map((cells) => `${columns(widths, cells)}\n`).join('');
}

type Change = 'add' | 'remove';

/** Judged by its words, not by its status (commands.md X14). */
function changeRoute(call: Call, change: Change, network = '', second = '', third: string | undefined): number {
  const { machine } = call.shell;
  const masked = network !== 'default' && !network.includes('/');
  const refused = netmaskRefused(machine.state, network, masked);
  if (refused !== null) return refuse(call, refused);
  const prefix = masked ? `${network}/${lengthOf(second) ?? 'x'}` : network;
  const gateway = masked ? third : second;
  const shown = prefix === 'default' ? 'default' : readPrefix(prefix) === null ? network : prefix;
  if (machine.faults.readOnly) return refuse(call, INVENTED.readOnly);
  try {
    if (change === 'add') addRoute(machine, DEFAULT_STACK, prefix, gateway ?? '');
    else removeRoute(machine, DEFAULT_STACK, prefix, gateway || undefined);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return refuse(call, refused.message);
  }
  const words = change === 'add' ? ESTABLISHED.routeAdded(shown) : ESTABLISHED.routeDeleted(shown);
  print(call, prefix === 'default' ? gatewayLine(call) : words);
  machine.changed();
  return 0;
}

/** 7.0 refuses the mask form and a bad length in words that are established; what 5.x and 6.x make of the form is not known. */
function netmaskRefused(state: SimulatedState, network: string, masked: boolean): string | null {
  const length = Number(network.split('/')[1] ?? '');
  const bad = masked || (network !== 'default' && !(Number.isInteger(length) && length > 0 && length <= 32));
  if (bad && atLeast(state, '7.0')) return ESTABLISHED.badNetmask;
  return masked && atLeast(state, '5.0') ? INVENTED.maskForm : null;
}

function refuse(call: Call, text: string): number {
  print(call, text);
  return 1;
}
