/** From the entries of one prefix to an adapter and a next hop. */
import type { Route, Vmknic } from '../esxi/host-state.ts';
import { disabledNote, type Outcome, type RouteRef } from './decision.ts';
import { byNumber, type ForwardingTable, type Hop, lineOf, type Slot } from './table.ts';

export function resolve<A>(table: ForwardingTable<A>, slot: Slot<A>): Hop {
  const hops = slot.entries.map((entry) => (entry.gateway === null ? onLink(table, entry) : viaGateway(table, entry)));
  if (hops.length === 1) return hops[0]!;
  const first = hops.find(({ route }) => route?.source !== undefined) ?? hops[0]!;
  const same = (hop: Hop) =>
    hop.vmknic === first.vmknic && hop.nextHop === first.nextHop && hop.outcome === first.outcome;
  return hops.every(same) ? first : ambiguous(hops);
}

/** An entry as a decision tells it; written out, because spreads are slow and every capture needs some. */
export function refOf({ network, gateway, vmknic, source }: Route): RouteRef {
  if (source === undefined) return vmknic === undefined ? { network, gateway } : { network, gateway, vmknic };
  return vmknic === undefined ? { network, gateway, source } : { network, gateway, vmknic, source };
}

function onLink<A>(table: ForwardingTable<A>, entry: Route): Hop {
  const sharing = adaptersIn(table, entry.network);
  const owner = entry.vmknic ?? sharing[0]?.name ?? null;
  if (owner !== null && isDisabled(table, owner)) return disabled(table, entry, owner, sharing.length > 0);
  const others = sharing.filter(({ name }) => name !== owner);
  const predicted = others.length > 0 && (!table.listed || entry.vmknic === undefined);
  const hop = start(table, entry, 'on-link', owner);
  if (others.length === 0) return hop;
  const why = predicted
    ? `in the same subnet as ${owner}, which has the lower number`
    : `in the same subnet, but the table's one entry for it names ${owner}`;
  const passedOver = others.map(({ name }) => ({ network: entry.network, gateway: null, vmknic: name, why }));
  if (!predicted) return { ...hop, passedOver };
  const names = others.map(({ name }) => name).join(', ');
  const note = `${owner} shares ${entry.network} with ${names}; that ${owner} is used is likely, not verified.`;
  return { ...hop, passedOver, certainty: 'inferred', notes: [note] };
}

function viaGateway<A>(table: ForwardingTable<A>, entry: Route): Hop {
  const gateway = table.family.read(entry.gateway!);
  const connected = gateway === null ? undefined : connectedTo(table, gateway);
  if (entry.vmknic !== undefined) {
    if (isDisabled(table, entry.vmknic)) {
      return disabled(table, entry, entry.vmknic, gateway !== null && onLinkOf(table, gateway));
    }
    const reached =
      connected !== undefined || !subnetKnown(table, entry.vmknic) || (gateway !== null && onLinkOf(table, gateway));
    if (!reached) return unreachable(table, entry);
    return start(table, entry, 'via-gateway', entry.vmknic);
  }
  if (connected === undefined) return withoutSubnet(table, entry);
  const over = onLink(table, connected);
  if (connected.vmknic !== undefined && isDisabled(table, connected.vmknic)) {
    return disabled(table, entry, connected.vmknic, over.outcome === 'not-enough-known');
  }
  const hop = start(table, entry, 'via-gateway', over.vmknic, over.notes);
  return {
    ...hop,
    certainty: over.certainty === 'documented' ? hop.certainty : 'inferred',
    evidence: [...hop.evidence, ...lineOf(connected.evidence, 'network')],
  };
}

/** The gateway is in no subnet that is known: a fault, unless a subnet of the stack is not known. */
function withoutSubnet<A>(table: ForwardingTable<A>, entry: Route): Hop {
  const unknown = table.vmknics.filter(
    (nic) => nic.enabled !== false && !subnetKnown(table, nic.name) && nic.ipv4 !== null,
  );
  const [only, ...more] = unknown;
  if (table.listed) {
    const anyConnected = table.routes.some(({ gateway }) => gateway === null);
    return anyConnected ? unreachable(table, entry) : start(table, entry, 'via-gateway', null);
  }
  if (only !== undefined && more.length === 0 && only.ipv4 !== undefined) {
    const note = `The mask of ${only.name} was not shown; ${entry.gateway} is taken to be in its subnet, since no other adapter's subnet holds it.`;
    return start(table, entry, 'via-gateway', only.name, [note]);
  }
  const nothingKnown = unknown.length > 0 || table.locals.length === 0;
  return nothingKnown ? notKnown(table, entry) : unreachable(table, entry);
}

/** The connected entry of the longest prefix that holds an address. */
export function connectedTo<A>({ matcher }: ForwardingTable<A>, address: A): Route | undefined {
  for (const { entries } of matcher.all(address)) {
    const connected = entries.find(({ gateway }) => gateway === null);
    if (connected !== undefined) return connected;
  }
  return undefined;
}

const NONE: readonly never[] = [];

function start<A>(
  table: ForwardingTable<A>,
  entry: Route,
  outcome: Outcome,
  vmknic: string | null,
  notes: readonly string[] = NONE,
): Hop {
  return {
    outcome,
    vmknic,
    nextHop: entry.gateway,
    route: refOf(entry),
    // A default entry that only another command printed is not one of the listing's.
    certainty: table.listed && entry !== table.printed ? 'documented' : 'inferred',
    evidence: lineOf(entry.evidence, 'network', 'gateway'),
    passedOver: NONE,
    notes,
  };
}

function unreachable<A>(table: ForwardingTable<A>, entry: Route): Hop {
  const note = `${entry.gateway} is in no subnet of this netstack, so there is no adapter to reach it by.`;
  return start(table, entry, 'gateway-unreachable', null, [note]);
}

function notKnown<A>(table: ForwardingTable<A>, entry: Route): Hop {
  const note = `Which adapter's subnet holds the gateway ${entry.gateway} was not captured.`;
  const hop = start(table, entry, 'not-enough-known', null, [note]);
  return { ...hop, nextHop: null, route: null, certainty: 'unknown' };
}

function ambiguous(hops: readonly Hop[]): Hop {
  const [first] = hops;
  const oneOf = (key: 'vmknic' | 'nextHop') => (hops.every((hop) => hop[key] === first![key]) ? first![key] : null);
  return {
    outcome: 'ambiguous',
    vmknic: oneOf('vmknic'),
    nextHop: oneOf('nextHop'),
    route: null,
    certainty: first!.certainty,
    evidence: hops.flatMap(({ evidence }) => evidence),
    passedOver: hops.flatMap(({ route }) =>
      route === null ? [] : [{ ...route, why: 'another entry of the same prefix leads elsewhere' }],
    ),
    notes: [
      `${hops.length} entries have the prefix ${first!.route?.network}, and one netstack has one entry for a prefix. Tables of two netstacks, or of two times, may have been pasted together.`,
    ],
  };
}

/** The adapters with an address in exactly this subnet, the lowest number first. */
function adaptersIn<A>({ family, locals }: ForwardingTable<A>, network: string): Vmknic[] {
  const prefix = family.prefix(network);
  if (prefix === null) return [];
  return locals
    .filter(({ address, length }) => length === prefix.length && family.holds(prefix.network, length, address))
    .map(({ vmknic }) => vmknic)
    .sort(byNumber);
}

function subnetKnown<A>(parts: ForwardingTable<A>, name: string): boolean {
  let names = known.get(parts);
  if (names === undefined) {
    const { listed, routes, locals } = parts;
    const connected = listed ? routes.filter(({ gateway }) => gateway === null).map(({ vmknic }) => vmknic) : [];
    names = new Set([...connected, ...locals.filter(({ length }) => length !== null).map(({ vmknic }) => vmknic.name)]);
    known.set(parts, names);
  }
  return names.has(name);
}

/** The adapters of a table whose subnet is known: a table of many routes asks for each. */
const known = new WeakMap<object, ReadonlySet<string | undefined>>();

function onLinkOf<A>({ family, locals }: ForwardingTable<A>, gateway: A): boolean {
  if (family.linkLocal(gateway)) return true;
  return locals.some(
    ({ address, length }) =>
      length !== null && family.prefixText(address, length) === family.prefixText(gateway, length),
  );
}

function isDisabled<A>({ vmknics }: ForwardingTable<A>, name: string): boolean {
  return vmknics.some((nic) => nic.name === name && nic.enabled === false);
}

/**
 * The entries of a disabled adapter go with it, so a listing that still names one was taken at another time. Where an enabled
 * adapter is in the subnet too, it may have taken the entry over.
 */
function disabled<A>(table: ForwardingTable<A>, entry: Route, name: string, shared: boolean): Hop {
  const carries = entry.gateway === null ? entry.network : `the route to ${entry.network} through ${entry.gateway}`;
  const nic = table.vmknics.find((each) => each.name === name)!;
  const outcome: Outcome = shared ? 'not-enough-known' : entry.gateway === null ? 'no-route' : 'gateway-unreachable';
  const hop = start(table, entry, outcome, null, [
    disabledNote(name, `so it does not carry ${carries}, though the table still names it; read the table again`),
  ]);
  const evidence = [...hop.evidence, ...lineOf(nic.evidence, 'enabled')];
  if (shared) return { ...hop, nextHop: null, route: null, certainty: 'unknown', evidence };
  return { ...hop, certainty: 'inferred', evidence };
}
