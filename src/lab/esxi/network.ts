import { contains, networkOf, readPrefix } from './addresses.ts';
import { DEFAULT_STACK } from './netstacks.ts';
import { type Entry, lookup, tableOf } from './routing.ts';
import type { SimulatedState, Teaming, Vmknic } from './state.ts';
import { atLeast } from './versions.ts';

/** Everything around the host, as far as the host's packets meet it. */
export interface World {
  /** The bot as the host sees it, behind whatever NAT. */
  client: { address: string; port: number };
  /** The host address its SSH session arrives on. */
  dials: string;
  nodes: WorldNode[];
  /** What DNS answers. */
  names: Record<string, string>;
  timeServers: Record<string, TimeServer>;
}

/** A time server; those that the host's packets do not reach stay silent. */
export interface TimeServer {
  /** 16: it has no right time itself. */
  readonly stratum: number;
  readonly refid: string;
  /** How far it is ahead of the true time, in milliseconds. */
  readonly offsetMs: number;
  /** How far it may be from its own reference; a Windows time service says much (ntp.md N17). */
  readonly dispersionMs?: number;
}

/** Something in one broadcast domain with the host. */
export interface WorldNode {
  readonly address: string;
  readonly mac: string;
  /** Where it is plugged in; missing: wherever it is asked for. */
  readonly vlan?: number;
  /** The largest packet that gets through to it and back; larger ones vanish. */
  readonly mtu?: number;
  /** Answers ARP and forwards, but does not answer ping. */
  readonly silent?: boolean;
  /** A router: the prefixes behind it. */
  readonly reaches?: readonly { readonly prefix: string; readonly mtu?: number }[];
  /** A router: addresses it drops as source or destination, such as private ones at a provider (safe-change.md A4). */
  readonly drops?: readonly string[];
}

/** What happens to a packet of the host. */
export interface Path {
  readonly vmknic: Vmknic;
  readonly nextHop: string;
  readonly sourceAddress: string;
  /** The next hop's MAC, or null where nobody answers ARP. */
  readonly mac: string | null;
  /** It arrives, and the answer comes back. */
  readonly delivered: boolean;
  readonly answersPing: boolean;
  /** The largest packet that passes on the way. */
  readonly mtu: number;
}

interface Asked {
  readonly netstack?: string;
  readonly destination: string;
  /** The adapter to leave by, whatever the table says. */
  readonly out?: string | undefined;
  readonly source?: string;
  readonly nextHop?: string | undefined;
}

/** The way a packet takes, or null where no route leads there. */
export function pathOf(state: SimulatedState, world: World, asked: Asked): Path | null {
  const hop = hopOf(state, asked);
  if (hop === null) return null;
  const source = asked.source ?? hop.vmknic.ipv4!;
  const node = onWire(state, world, hop.vmknic, hop.nextHop);
  const local = { ...hop, sourceAddress: source, mac: node?.mac ?? null };
  const behind = hop.nextHop === asked.destination ? [] : beyond(node, asked.destination, source);
  if (node === null || behind === null)
    return { ...local, delivered: false, answersPing: false, mtu: node?.mtu ?? hop.vmknic.mtu };
  const target = world.nodes.find(({ address }) => address === asked.destination);
  const mtu = Math.min(...[node.mtu, target?.mtu, ...behind].filter((each) => each !== undefined), 65535);
  return { ...local, delivered: true, answersPing: target?.silent !== true, mtu };
}

function hopOf(state: SimulatedState, { netstack = DEFAULT_STACK, destination, out, nextHop }: Asked) {
  const table = tableOf(state, netstack);
  const adapter = (name: string | null) => state.config.vmknics.find((each) => each.name === name);
  if (out !== undefined) {
    const vmknic = adapter(out);
    if (!vmknic?.enabled || vmknic.ipv4 === null || vmknic.netstack !== netstack) return null;
    if (nextHop !== undefined) return { vmknic, nextHop };
    if (contains(networkOf(vmknic.ipv4, vmknic.prefixLength), vmknic.prefixLength, destination))
      return { vmknic, nextHop: destination };
    const gateway = lookup(
      table.filter((entry) => entry.vmknic === out && entry.gateway !== null),
      destination,
    )?.gateway;
    return gateway ? { vmknic, nextHop: gateway } : null;
  }
  const entry: Entry | null = lookup(table, destination);
  const vmknic = adapter(entry?.vmknic ?? null);
  return entry === null || vmknic === undefined ? null : { vmknic, nextHop: entry.gateway ?? destination };
}

/** The MTUs on the way behind a router, or null where it does not lead there. */
function beyond(node: WorldNode | null, destination: string, source: string): (number | undefined)[] | null {
  const holds = (prefix: string, address: string) => {
    const { network, length } = readPrefix(prefix)!;
    return contains(network, length, address);
  };
  if (node?.drops?.some((prefix) => holds(prefix, source) || holds(prefix, destination))) return null;
  const leads = node?.reaches?.filter(({ prefix }) => holds(prefix, destination)) ?? [];
  return leads.length === 0 ? null : leads.map(({ mtu }) => mtu);
}

function onWire(state: SimulatedState, world: World, vmknic: Vmknic, address: string): WorldNode | null {
  const plugged = attachmentOf(state, vmknic);
  if (!plugged.linkUp) return null;
  const here = world.nodes.find(
    (node) => node.address === address && (node.vlan === undefined || node.vlan === plugged.vlan),
  );
  return here ?? null;
}

/** The VLAN of an adapter and whether its switch has an uplink with link. */
export function attachmentOf(state: SimulatedState, vmknic: Vmknic): { vlan: number; linkUp: boolean } {
  const { vswitches, dvs } = state.config;
  const up = (names: readonly string[]) => passes(state, vmknic.name, names);
  for (const each of dvs) {
    const port = each.ports.find(({ client }) => client === vmknic.name);
    if (port) return { vlan: port.vlan, linkUp: up(each.uplinks) };
  }
  for (const each of vswitches) {
    const group = each.portgroups.find(({ name }) => name === vmknic.portgroup);
    if (group) return { vlan: group.vlan, linkUp: up(usable(group.teaming ?? each.teaming, each.uplinks)) };
  }
  return { vlan: 0, linkUp: state.uplinks.length === 0 || state.uplinks.some(({ up: link }) => link) };
}

/** Teams that were never set up here use all. */
function usable({ active, standby }: Teaming, uplinks: readonly string[]): readonly string[] {
  return active.length + standby.length === 0
    ? uplinks
    : [...active, ...standby].filter((name) => uplinks.includes(name));
}

/** An adapter stays on the uplink that its port was given as long as that has link, whatever the switch port behind it does. */
function passes(state: SimulatedState, vmknic: string, names: readonly string[]): boolean {
  const linked = names.flatMap((name) => state.uplinks.filter((each) => each.name === name && each.up));
  const own = linked.find(({ name }) => name === state.pinned?.[vmknic]) ?? linked[0];
  return own !== undefined && own.blocked !== true;
}

/** Whether the bot's session to the host still works: the address it dials, the firewall, and the way back. */
export function reachesBot(state: SimulatedState, world: World): boolean {
  const { client, dials } = world;
  const console = state.config.console.interfaces.find(({ ipv4 }) => ipv4 === dials);
  if (console !== undefined) return consoleReaches(state, world);
  const dialled = state.config.vmknics.find(({ ipv4, enabled }) => enabled && ipv4 === dials);
  if (dialled === undefined || !firewallLetsIn(state, client.address)) return false;
  const back = pathOf(state, world, { netstack: dialled.netstack, destination: client.address, source: dials });
  return back?.delivered === true;
}

function consoleReaches({ config }: SimulatedState, { client, dials, nodes }: World): boolean {
  const route = lookup(config.console.routes, client.address);
  if (route === null) return false;
  const node = nodes.find(({ address }) => address === (route.gateway ?? client.address)) ?? null;
  return node !== null && (route.gateway === null || beyond(node, client.address, dials) !== null);
}

/** The host firewall came with 5.0 (ntp.md 1). */
function firewallLetsIn(state: SimulatedState, client: string): boolean {
  const { enabled, rulesets } = state.config.firewall;
  const rule = rulesets.find(({ id }) => id === 'sshServer');
  if (!atLeast(state, '5.0') || !enabled || rule === undefined) return true;
  return rule.enabled && (rule.allowedAll || allows(rule.allowedIps, client));
}

/** Whether a list of addresses and prefixes holds the address. */
export function allows(allowed: readonly string[], address: string): boolean {
  return allowed.some((each) => {
    const prefix = readPrefix(each);
    return prefix === null ? each === address : contains(prefix.network, prefix.length, address);
  });
}

/** A world in which every default gateway of the host leads everywhere, and the bot sits behind it. */
export function worldFor(state: SimulatedState): World {
  const first = state.config.vmknics.find(({ ipv4 }) => ipv4 !== null);
  const gateways = [...state.config.routes, ...state.config.console.routes]
    .filter(({ length, gateway }) => length === 0 && gateway !== null)
    .map(({ gateway }, i) => router(gateway!, i));
  const client = { address: '198.51.100.10', port: 50211 };
  const beside = gateways.length > 0 ? [] : [{ address: client.address, mac: '00:1b:78:51:00:10' }];
  return {
    client,
    dials: state.config.console.interfaces[0]?.ipv4 ?? first?.ipv4 ?? '',
    nodes: [...gateways, ...beside],
    names: {},
    timeServers: {},
  };
}

/** A router that leads everywhere. */
export function router(address: string, number = 0, more: Partial<WorldNode> = {}): WorldNode {
  const mac = `00:1b:78:51:01:${(number % 256).toString(16).padStart(2, '0')}`;
  return { address, mac, reaches: [{ prefix: '0.0.0.0/0' }], ...more };
}
