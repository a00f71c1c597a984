import { maskOf, networkOf, readPrefix, toNumber } from '../addresses.ts';
import { INVENTED } from '../invented.ts';
import type { Machine } from '../machine.ts';
import { lookup, tableOf } from '../routing.ts';
import { type Command, type Given, NETSTACK, Refused } from './command.ts';
import type { Listing } from './listing.ts';
import { stackOf } from './network-interfaces.ts';

const GATEWAY = { name: 'gateway', short: 'g', required: true } as const;
const NETWORK = { name: 'network', short: 'n', required: true } as const;
const TITLES = ['Network', 'Netmask', 'Gateway', 'Interface', 'Source'];

/** `esxcli network ip route …`, from 5.1 on (commands.md X3). */
export const ROUTES: readonly Command[] = [
  { path: 'network ip route ipv4 list', since: '5.1', options: [NETSTACK], run: list },
  { path: 'network ip route ipv6 list', since: '5.1', options: [NETSTACK], run: list6 },
  {
    path: 'network ip route ipv4 add',
    since: '5.1',
    options: [GATEWAY, NETWORK, NETSTACK],
    writes: true,
    run: (given) => addRoute(given.machine, stackOf(given), given.option('network')!, given.option('gateway')!),
  },
  {
    path: 'network ip route ipv4 remove',
    since: '5.1',
    options: [{ ...GATEWAY, required: undefined as never }, NETWORK, NETSTACK],
    writes: true,
    run: (given) => removeRoute(given.machine, stackOf(given), given.option('network')!, given.option('gateway')),
  },
];

function list(given: Given): Listing {
  const entries = tableOf(given.machine.state, stackOf(given));
  const rows = entries.map(({ network, length, gateway, vmknic, source }) => [
    length === 0 ? 'default' : network,
    maskOf(length),
    gateway ?? '0.0.0.0',
    vmknic ?? '',
    source,
  ]);
  return { form: 'table', type: 'IPv4Route', titles: TITLES, rows };
}

function list6(given: Given): Listing {
  const stack = stackOf(given);
  const routes = given.machine.state.config.routes6.filter(({ netstack }) => netstack === stack);
  const rows = routes.map(({ network, length, gateway, vmknic, source }) => [
    length === 0 ? 'default' : network,
    length,
    gateway ?? '::',
    vmknic,
    source,
  ]);
  return { form: 'table', type: 'IPv6Route', titles: TITLES, rows };
}

/** A network as routes are given it: `default` or `NET/LEN`; host bits are cut off (what ESXi does is not known, T15). */
export function networkGiven(text: string): { network: string; length: number } {
  if (text === 'default') return { network: '0.0.0.0', length: 0 };
  const prefix = readPrefix(text);
  if (prefix === null) throw new Refused(INVENTED.badNetwork(text));
  return { network: networkOf(prefix.network, prefix.length), length: prefix.length };
}

/**
 * Adds a route, or sets the default gateway. A gateway of the host's own is accepted (commands.md, messages), one on no
 * connected subnet is not (routing.md T12), nor is a prefix that is there already (T13). One default a stack (G1).
 */
export function addRoute(machine: Machine, netstack: string, network: string, gateway: string): null {
  const prefix = networkGiven(network);
  if (toNumber(gateway) === null) throw new Refused(INVENTED.badGateway(gateway));
  const { state } = machine;
  const connected = tableOf(state, netstack).filter((entry) => entry.gateway === null);
  if (lookup(connected, gateway) === null) throw new Refused(INVENTED.gatewayOffLink);
  const same = state.config.routes.find(
    (route) => route.netstack === netstack && route.network === prefix.network && route.length === prefix.length,
  );
  const taken = connected.some(({ network: own, length }) => own === prefix.network && length === prefix.length);
  if (taken || (same !== undefined && prefix.length > 0)) throw new Refused(INVENTED.duplicateRoute);
  state.config.routes = state.config.routes.filter((route) => route !== same);
  state.config.routes.push({ netstack, ...prefix, gateway, source: 'MANUAL' });
  return null;
}

export function removeRoute(machine: Machine, netstack: string, network: string, gateway: string | undefined): null {
  const prefix = networkGiven(network);
  const { config } = machine.state;
  const found = config.routes.find(
    (route) =>
      route.netstack === netstack &&
      route.network === prefix.network &&
      route.length === prefix.length &&
      (gateway === undefined || route.gateway === gateway),
  );
  if (found === undefined) throw new Refused(INVENTED.noSuchRoute);
  config.routes = config.routes.filter((route) => route !== found);
  return null;
}
