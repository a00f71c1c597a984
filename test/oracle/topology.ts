/** Random hosts that a kernel can be set up as: adapters in subnets of their own, routes to anywhere, no ties. */
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { contains, formatIpv4, formatPrefix, lastOf, networkOf, type Prefix } from '../../src/core/net/address.ts';
import { host, route, vmk } from '../support/host.ts';

interface Adapter {
  readonly name: string;
  readonly address: number;
  readonly subnet: Prefix;
}

interface Via extends Prefix {
  readonly gateway: number;
  readonly adapter: Adapter;
}

export interface Topology {
  readonly adapters: readonly Adapter[];
  readonly routes: readonly Via[];
}

/** Numbers from 0 to below `n`, the same for one seed. */
export type Dice = (n: number) => number;

/** mulberry32 */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

const BASES = [0x0a000000, 0x0a010000, 0xac100000, 0xc0a80000, 0xc6336400, 0x7efffe00, 0x80000000];

export function randomTopology(roll: Dice, routeCount: number): Topology {
  const adapters = randomAdapters(roll, 1 + roll(6));
  const taken = new Set(adapters.map(({ subnet }) => formatPrefix(subnet)));
  const routes: Via[] = [];
  for (let i = 0; i < routeCount; i++) {
    const length = i === 0 && roll(4) > 0 ? 0 : roll(33);
    const prefix = { network: networkOf(randomAddress(roll), length), length };
    const near = adapters[roll(adapters.length)]!.subnet;
    const gateway = near.network + 1 + roll(lastOf(near) - near.network - 1);
    if (taken.has(formatPrefix(prefix)) || special(adapters, gateway)) continue;
    taken.add(formatPrefix(prefix));
    routes.push({ ...prefix, gateway, adapter: connectedTo(adapters, gateway)! });
  }
  // The kernel refuses a gateway that is itself behind a gateway, as our planner does.
  const hides = (each: Prefix) =>
    routes.some(({ gateway, adapter }) => each.length > adapter.subnet.length && contains(each, gateway));
  return { adapters, routes: routes.filter((each) => !hides(each)) };
}

/** What `ip -batch` makes of it; the adapters bear ESXi's names. */
export function setUp({ adapters, routes }: Topology): string[] {
  return [
    ...adapters.flatMap(({ name, address, subnet }) => [
      `link add ${name} type veth peer name peer-${name}`,
      `link set peer-${name} up`,
      `link set ${name} up`,
      `addr add ${formatIpv4(address)}/${subnet.length} dev ${name}`,
    ]),
    ...routes.map((each) => `route add ${formatPrefix(each)} via ${formatIpv4(each.gateway)} dev ${each.adapter.name}`),
  ];
}

/** The same as a capture; without the Interface column as ESX 3.5 printed it. */
export function captured({ adapters, routes }: Topology, withInterface: boolean): HostState {
  const source = { source: 'MANUAL' };
  const named = (name: string) => (withInterface ? name : undefined);
  return host(
    ...adapters.map(({ name, address, subnet }) => vmk(name, `${formatIpv4(address)}/${subnet.length}`)),
    ...adapters.map(({ name, subnet }) => route(formatPrefix(subnet), null, named(name), source)),
    ...routes.map((each) => route(formatPrefix(each), formatIpv4(each.gateway), named(each.adapter.name), source)),
  );
}

/** The edges of every prefix, their neighbours, and addresses anywhere; without those that no table decides. */
export function destinations({ adapters, routes }: Topology, roll: Dice, count: number): number[] {
  const edges = [...adapters.map(({ subnet }) => subnet), ...routes].flatMap((each) => [
    each.network,
    lastOf(each),
    (each.network - 1) >>> 0,
    (lastOf(each) + 1) >>> 0,
  ]);
  const found: number[] = [];
  while (found.length < count) {
    const kind = roll(3);
    const address = kind === 0 ? roll(2 ** 32) : kind === 1 ? randomAddress(roll) : edges[roll(edges.length)]!;
    const isUnicast = address !== 0 && address >>> 28 !== 14 && address !== 0xffffffff;
    if (isUnicast && !special(adapters, address)) found.push(address);
  }
  return found;
}

function randomAdapters(roll: Dice, count: number): Adapter[] {
  const adapters: Adapter[] = [];
  for (let i = 0; i < count || adapters.length === 0; i++) {
    const length = 8 + roll(23);
    const subnet = { network: networkOf(randomAddress(roll), length), length };
    const address = subnet.network + 1 + roll(lastOf(subnet) - subnet.network - 1);
    const isNew = !adapters.some((each) => formatPrefix(each.subnet) === formatPrefix(subnet));
    const meets = adapters.some(
      (each) => edge(each.subnet, address) || edge(subnet, each.address) || each.address === address,
    );
    // An address in 127.0.0.0/8 is no source for anything outside, so the kernel picks another adapter's.
    const isLoopback = subnet.network >>> 24 === 127;
    if (isNew && !meets && !isLoopback) adapters.push({ name: `vmk${i}`, address, subnet });
  }
  return adapters;
}

function randomAddress(roll: Dice): number {
  return (BASES[roll(BASES.length)]! + roll(2 ** (4 + roll(20)))) >>> 0;
}

/** Own addresses and the ends of connected subnets are not decided by the table. */
function special(adapters: readonly Adapter[], address: number): boolean {
  return adapters.some((each) => each.address === address || edge(each.subnet, address));
}

const edge = (subnet: Prefix, address: number) => address === subnet.network || address === lastOf(subnet);

function connectedTo(adapters: readonly Adapter[], address: number): Adapter | undefined {
  return adapters
    .filter(({ subnet }) => contains(subnet, address))
    .toSorted((a, b) => b.subnet.length - a.subnet.length)[0];
}
