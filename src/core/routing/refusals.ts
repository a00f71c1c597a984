/** Why a change is not made: faults that the host itself may accept in silence. */
import type { Route } from '../esxi/host-state.ts';
import {
  contains,
  formatIpv4,
  formatPrefix,
  lastOf,
  networkOf,
  overlap,
  type Prefix,
  readIpv4,
  readPrefix,
} from '../net/address.ts';
import type { AddRoute, Change, RemoveRoute } from './change.ts';
import type { ForwardingTable } from './table.ts';

export type RefusalCode =
  | 'gateway-off-subnet'
  | 'gateway-is-own-address'
  | 'gateway-is-network-or-broadcast'
  | 'captures-connected-subnet'
  | 'contains-gateway'
  | 'prefix-too-wide'
  | 'not-routable'
  | 'already-present'
  | 'not-present'
  | 'connected-route'
  | 'several-routes';

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/** Shorter prefixes take the place of the default route without saying so. */
const SHORTEST = 8;

/** Everything that speaks against a change of this table; empty where nothing does. */
export function refusals(table: ForwardingTable<number>, change: Change): Refusal[] {
  switch (change.kind) {
    case 'add':
      return [...againstPrefix(table, change), ...againstGateway(table, change.gateway, `add ${change.network}`)];
    case 'remove':
      return againstRemoval(table, change);
    case 'gateway':
      return [
        ...againstGateway(table, change.gateway, `set the gateway ${change.gateway}`),
        ...presentGateway(table, change.gateway),
      ];
  }
}

/** No router leads there: RFC 6890 for the others, RFC 1112 for multicast and what lies beyond it. */
const UNROUTED = (
  [
    ['0.0.0.0/8', '0.0.0.0/8 stands for no address yet, so nothing is sent to it'],
    ['127.0.0.0/8', '127.0.0.0/8 means the host itself, and nothing sent to it leaves'],
    ['224.0.0.0/4', '224.0.0.0/4 are multicast groups, which no router of a single address leads to'],
    ['240.0.0.0/4', '240.0.0.0/4 is reserved, and hosts and routers drop it'],
  ] as const
).map(([text, what]) => ({ prefix: readPrefix(text)!, what }));

/** What hosts give themselves without a DHCP server; no router forwards from or to it (RFC 3927). */
const LINK_LOCAL = readPrefix('169.254.0.0/16')!;

/** A subnet that the stack is connected to, with the adapter where it is known. */
interface Subnet {
  readonly prefix: Prefix;
  readonly vmknic: string | null;
}

function againstPrefix(table: ForwardingTable<number>, { network, gateway }: AddRoute): Refusal[] {
  const prefix = readPrefix(network)!;
  const found: Refusal[] = [];
  const will = (code: RefusalCode, why: string) => found.push({ code, message: `I will not add ${network}: ${why}.` });
  if (prefix.length < SHORTEST) {
    const instead = prefix.length === 0 ? '; the default route is changed with `gateway`' : '';
    will('prefix-too-wide', `it is shorter than /${SHORTEST}${instead}`);
  }
  const apart = UNROUTED.find((each) => prefix.length >= SHORTEST && overlap(prefix, each.prefix));
  if (apart !== undefined) will('not-routable', apart.what);
  const captured = subnets(table).filter((each) => overlap(prefix, each.prefix));
  if (prefix.length > 0 && captured.length > 0) {
    will('captures-connected-subnet', captured.map((each) => relation(prefix, each)).join(', and '));
  } else if (prefix.length > 0) {
    const own = locals(table).find(({ address }) => contains(prefix, address));
    if (own !== undefined)
      will('captures-connected-subnet', `it contains ${own.name}'s own address ${formatIpv4(own.address)}`);
  }
  if (prefix.length > 0 && contains(prefix, readIpv4(gateway)!))
    will('contains-gateway', `it contains its own gateway ${gateway}`);
  const present = (table.slots.get(network)?.entries ?? []).find((each) => each.gateway !== null);
  if (present !== undefined) {
    const other =
      present.gateway === gateway
        ? ''
        : `, via ${present.gateway}; ${mayBeLearned(present) ? 'if it was learned by an ICMP redirect it goes when its adapter is disabled and enabled again, otherwise remove it first' : 'remove that entry first'}`;
    will('already-present', `it is already in the table${other}`);
  }
  return found;
}

function mayBeLearned({ network, source }: Route): boolean {
  return network.endsWith('/32') && !['MANUAL', 'STATIC'].includes(source?.toUpperCase() ?? '');
}

function relation(prefix: Prefix, { prefix: subnet, vmknic }: Subnet): string {
  const whose = vmknic === null ? 'the connected subnet' : `${vmknic}'s own subnet`;
  if (prefix.length === subnet.length) return `it is ${whose}`;
  return `it ${prefix.length < subnet.length ? 'contains' : 'is part of'} ${whose} ${formatPrefix(subnet)}`;
}

function againstGateway(table: ForwardingTable<number>, text: string, what: string): Refusal[] {
  const gateway = readIpv4(text)!;
  const refuse = (code: RefusalCode, why: string): Refusal[] => [{ code, message: `I will not ${what}: ${why}.` }];
  const own = locals(table).find(({ address }) => address === gateway);
  if (own !== undefined) {
    return refuse(
      'gateway-is-own-address',
      `the gateway ${text} is ${own.name}'s own address, which the host would accept in silence`,
    );
  }
  const usable = subnets(table, true);
  const home = usable.filter(({ prefix }) => contains(prefix, gateway));
  if (home.length === 0) {
    const seen = usable
      .map(({ prefix, vmknic }) => `${formatPrefix(prefix)}${vmknic === null ? '' : ` on ${vmknic}`}`)
      .join(', ');
    const known = seen === '' ? 'no subnet of one was captured' : `those are ${seen}`;
    return refuse(
      'gateway-off-subnet',
      `${text} is in no subnet of an enabled adapter of ${table.netstack} (${known})`,
    );
  }
  if (contains(LINK_LOCAL, gateway))
    return refuse('not-routable', `${text} is a link-local address, which no router forwards for (RFC 3927)`);
  const edge = home.find(
    ({ prefix }) => prefix.length < 31 && (gateway === prefix.network || gateway === lastOf(prefix)),
  );
  if (edge === undefined) return [];
  const name = gateway === edge.prefix.network ? 'network' : 'broadcast';
  return refuse('gateway-is-network-or-broadcast', `${text} is the ${name} address of ${formatPrefix(edge.prefix)}`);
}

function presentGateway(table: ForwardingTable<number>, gateway: string): Refusal[] {
  const entries = table.slots.get('0.0.0.0/0')?.entries ?? [];
  if (!entries.some((each) => each.gateway === gateway)) return [];
  return [{ code: 'already-present', message: `${gateway} is the gateway of ${table.netstack} already.` }];
}

function againstRemoval(table: ForwardingTable<number>, { network, gateway }: RemoveRoute): Refusal[] {
  const entries = table.slots.get(network)?.entries ?? [];
  const routed = entries.filter((each) => each.gateway !== null && (gateway === null || each.gateway === gateway));
  const gateways = [...new Set(routed.map((each) => each.gateway!))];
  const refuse = (code: RefusalCode, why: string): Refusal[] => [
    { code, message: `I will not remove ${network}: ${why}.` },
  ];
  if (gateways.length > 1)
    return refuse('several-routes', `it is there via ${gateways.join(' and via ')}; say which with \`via\``);
  if (gateways.length === 1) return [];
  if (gateway === null && entries.length > 0) {
    return refuse('connected-route', `it is ${owner(entries)}, and goes only with the adapter's address`);
  }
  if (!table.listed) return refuse('not-present', 'no routing table was captured, so nothing shows that it is there');
  const others = entries.filter((each) => each.gateway !== null).map((each) => each.gateway);
  const known = others.length > 0 ? `; it is there via ${others.join(', ')}` : '';
  return refuse(
    'not-present',
    `the table of ${table.netstack} has no such entry${gateway === null ? '' : ` via ${gateway}`}${known}`,
  );
}

function owner([entry]: readonly Route[]): string {
  return entry?.vmknic === undefined ? 'a connected subnet' : `${entry.vmknic}'s connected subnet`;
}

/** Connected subnets by the table and by the adapters' addresses; `usable` leaves out disabled adapters. */
function subnets(table: ForwardingTable<number>, usable = false): Subnet[] {
  const disabled = new Set(table.vmknics.filter((nic) => nic.enabled === false).map(({ name }) => name));
  const found = new Map<string, Subnet>();
  for (const { network, gateway, vmknic } of table.routes) {
    const prefix = readPrefix(network);
    if (gateway === null && prefix !== null) found.set(network, { prefix, vmknic: vmknic ?? null });
  }
  for (const { name, address, length } of locals(table)) {
    if (length === undefined) continue;
    const prefix = { network: networkOf(address, length), length };
    const known = found.get(formatPrefix(prefix));
    if (known === undefined || known.vmknic === null || disabled.has(known.vmknic)) {
      found.set(formatPrefix(prefix), { prefix, vmknic: name });
    }
  }
  return [...found.values()].filter(({ vmknic }) => !usable || vmknic === null || !disabled.has(vmknic));
}

function locals({ vmknics }: ForwardingTable<number>) {
  return vmknics.flatMap(({ name, ipv4, prefixLength }) => {
    const address = typeof ipv4 === 'string' ? readIpv4(ipv4) : null;
    return address === null ? [] : [{ name, address, length: prefixLength }];
  });
}
