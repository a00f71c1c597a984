/** The forwarding table of one netstack: as a captured listing shows it, or as far as subnets and printed gateways imply it. */
import type { HostState, Netstack, Proof, Route, Vmknic } from '../esxi/host-state.ts';
import { type Family, ipv4, ipv6, type Local } from './family.ts';
import { resolve } from './resolve.ts';
import { byNumber, type ForwardingTable, lineOf, type Parts, type Slot } from './table.ts';

const tables = new WeakMap<HostState, Map<string, ForwardingTable<number>>>();
const tables6 = new WeakMap<HostState, Map<string, ForwardingTable<bigint>>>();

/** The IPv4 table of a netstack, made once for each state. */
export function forwardingTable(state: HostState, netstack: string): ForwardingTable<number> {
  return remembered(tables, state, netstack, ipv4);
}

/** The IPv6 table of a netstack, made once for each state. */
export function forwardingTable6(state: HostState, netstack: string): ForwardingTable<bigint> {
  return remembered(tables6, state, netstack, ipv6);
}

/** A listing of this stack was captured. */
export function isListed(state: HostState, netstack: string): boolean {
  return (state.routes ?? []).some((each) => each.netstack === netstack);
}

export function tableOf<A>(parts: Parts<A>): ForwardingTable<A> {
  const { family, routes } = parts;
  const slots = new Map<string, Slot<A> & { entries: Route[] }>();
  for (const route of routes) {
    const slot = slots.get(route.network);
    if (slot !== undefined) slot.entries.push(route);
    else {
      const prefix = family.prefix(route.network);
      if (prefix !== null) {
        const { network, length } = prefix;
        slots.set(route.network, { network, length, entries: [route], hop: undefined });
      }
    }
  }
  // Written out, since this is made for every capture and a spread is slow.
  const table: ForwardingTable<A> = {
    family,
    netstack: parts.netstack,
    listed: parts.listed,
    routes,
    printed: parts.printed,
    vmknics: parts.vmknics,
    slots,
    matcher: family.matcher([...slots.values()]),
    locals: enabledLocals(family, parts.vmknics),
    hopOf(slot) {
      slot.hop ??= resolve(table, slot);
      return slot.hop;
    },
  };
  return table;
}

function enabledLocals<A>(family: Family<A>, vmknics: readonly Vmknic[]): readonly Local<A>[] {
  const found: Local<A>[] = [];
  for (const nic of vmknics) if (nic.enabled !== false) found.push(...family.locals(nic));
  return found;
}

/** The parts of a table as the host's output gives them. */
export function partsOf<A>(family: Family<A>, state: HostState, netstack: string): Parts<A> {
  const vmknics = (state.vmknics ?? []).filter((nic) => nic.netstack === netstack);
  const routes = family.routes(state).filter((each) => each.netstack === netstack);
  const printed = family.version === 4 ? printedGateway(state.netstacks, netstack, vmknics) : null;
  const listed = routes.length > 0;
  const own = listed ? routes : impliedSubnets(family, netstack, vmknics);
  // A gateway printed by another command counts only where no listing shows a default entry.
  const takesPrinted =
    printed !== null && !own.some((each) => each.network === '0.0.0.0/0') && (!listed || printed.fromStack);
  const base = { family, netstack, listed, vmknics };
  if (takesPrinted) return { ...base, routes: [...own, printed.route], printed: printed.route };
  return { ...base, routes: own, printed: undefined };
}

function impliedSubnets<A>(family: Family<A>, netstack: string, vmknics: readonly Vmknic[]): Route[] {
  const owners = new Map<string, Route>();
  for (const vmknic of vmknics.filter((nic) => nic.enabled !== false).sort(byNumber)) {
    for (const { address, length } of family.locals(vmknic)) {
      if (length === null || family.linkLocal(address)) continue;
      const network = family.prefixText(address, length);
      if (owners.has(network)) continue;
      const [line] = lineOf(vmknic.evidence, family.version === 4 ? 'ipv4' : 'ipv6');
      const evidence: Proof = line === undefined ? {} : { network: line };
      owners.set(network, { netstack, network, gateway: null, vmknic: vmknic.name, evidence });
    }
  }
  return [...owners.values()];
}

/** The stack's gateway as a command printed it, else the Gateway column where all that are printed agree. */
function printedGateway(netstacks: readonly Netstack[], netstack: string, vmknics: readonly Vmknic[]) {
  const stack = netstacks.find((each) => each.key === netstack);
  const printing = stack?.gateway ? [] : vmknics.filter((nic) => typeof nic.gateway === 'string');
  const gateway = stack?.gateway ?? printing[0]?.gateway ?? null;
  if (gateway === null || printing.some((nic) => nic.gateway !== gateway)) return null;
  const [line] = lineOf((stack?.gateway ? stack : printing[0])!.evidence, 'gateway');
  const evidence: Proof = line === undefined ? {} : { gateway: line };
  const route: Route = { netstack, network: '0.0.0.0/0', gateway, evidence };
  return { route, fromStack: printing.length === 0 };
}

function remembered<A>(
  memory: WeakMap<HostState, Map<string, ForwardingTable<A>>>,
  state: HostState,
  netstack: string,
  family: Family<A>,
): ForwardingTable<A> {
  const stacks = memory.get(state) ?? new Map<string, ForwardingTable<A>>();
  const known = stacks.get(netstack);
  if (known !== undefined) return known;
  const table = tableOf(partsOf(family, state, netstack));
  memory.set(state, stacks.set(netstack, table));
  return table;
}
