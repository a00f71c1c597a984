/** Which adapter and next hop a packet takes, from one netstack's table alone. */

import { adapterList, routeList } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { olderThan } from '../esxi/version.ts';
import type { Evidence } from '../evidence.ts';
import { decideBound } from './bound.ts';
import { absentStackNote, type Decision, type Flow, notKnown } from './decision.ts';
import { ipv4, ipv6, type Local } from './family.ts';
import { forwardingTable, forwardingTable6 } from './forwarding.ts';
import { refOf } from './resolve.ts';
import { specialNote } from './special.ts';
import { type ForwardingTable, type Hop, lineOf, type PassedOver, type Slot } from './table.ts';

/** Decides one lookup. What the output does not settle is `not-enough-known`, with the commands that would settle it. */
export function decide(state: HostState, flow: Flow): Decision {
  if (flow.out !== undefined) return decideBound(state, { ...flow, out: flow.out }, decide);
  const address = ipv4.read(flow.destination);
  if (address !== null) {
    const table = forwardingTable(state, flow.netstack);
    return special(lookUp(state, flow, table, address), specialNote(address, flow.destination, table.locals));
  }
  const address6 = ipv6.read(flow.destination);
  if (address6 !== null) return lookUp(state, flow, forwardingTable6(state, flow.netstack), address6);
  return notKnown(flow, [], [`${flow.destination} is not an IPv4 or IPv6 address.`]);
}

/** The table's answer is only likely where a stack treats the address apart. */
function special(decision: Decision, note: string | undefined): Decision {
  if (note === undefined) return decision;
  const certainty = decision.certainty === 'documented' ? 'inferred' : decision.certainty;
  return { ...decision, certainty, notes: [note, ...decision.notes] };
}

function lookUp<A>(state: HostState, flow: Flow, table: ForwardingTable<A>, address: A): Decision {
  const matching = table.matcher.all(address);
  const [slot, ...shorter] = matching;
  const missing = missingFor(state, table);
  if (slot === undefined) return unmatched(state, flow, table, address, missing);
  const hop = table.hopOf(slot);
  const hidden = maskedAdapter(table, slot, address);
  if (hidden !== undefined) return notKnown(flow, [adapterList(state, flow.netstack)], [maskNote(flow, hidden)]);
  const source = sourceOf(table, slot, hop.vmknic);
  const evidence = distinct([...hop.evidence, ...(source === null ? [] : addressEvidence(table, source.vmknic))]);
  const doubts = doubtsOf(state, table, evidence);
  return {
    destination: flow.destination,
    netstack: flow.netstack,
    outcome: hop.outcome,
    vmknic: hop.vmknic,
    nextHop: hop.nextHop,
    sourceAddress: source?.text ?? null,
    route: hop.route,
    passedOver: [...hop.passedOver, ...shorter.flatMap((each) => losers(slot, each))],
    certainty: doubts.length > 0 && hop.certainty === 'documented' ? 'inferred' : hop.certainty,
    evidence,
    missing: source === null ? [...missing, ...addressMissing(state, table, hop)] : missing,
    notes: [...hop.notes, ...notesOf(table, slot, hop, shorter, address, flow), ...doubts],
  };
}

function unmatched<A>(
  state: HostState,
  flow: Flow,
  table: ForwardingTable<A>,
  address: A,
  missing: readonly string[],
): Decision {
  const doubts = doubtsOf(state, table, []);
  if (table.listed && doubts.length === 0) {
    const evidence = table.routes.flatMap((each) => lineOf(each.evidence, 'network'));
    return {
      ...notKnown(flow, missing, ownNote(table, address, flow)),
      outcome: 'no-route',
      certainty: 'documented',
      evidence,
    };
  }
  const known = state.netstacks.some(({ key }) => key === flow.netstack) || table.vmknics.length > 0;
  const why = known
    ? `No subnet of an adapter of ${flow.netstack} holds ${flow.destination}, and ${doubts.length > 0 ? 'a line of the table could not be read' : 'neither its routing table nor its gateway is known'}.`
    : `Nothing is known of the netstack ${flow.netstack}.`;
  const stacks = known ? [] : listedStacks(state);
  if (stacks.length > 0) {
    const note = absentStackNote(
      flow.netstack,
      stacks.map(({ key }) => key),
    );
    const evidence = stacks.flatMap((each) => lineOf(each.evidence, 'key'));
    return { ...notKnown(flow, [], [note]), outcome: 'no-route', certainty: 'documented', evidence };
  }
  const addresses = table.locals.length === 0 ? [adapterList(state, flow.netstack, table.family.version)] : [];
  const again =
    doubts.length > 0 && missing.length === 0 ? [routeList(state, flow.netstack, table.family.version)] : [];
  return notKnown(flow, [...missing, ...again, ...addresses], [why, ...ownNote(table, address, flow), ...doubts]);
}

function missingFor<A>(state: HostState, table: ForwardingTable<A>): readonly string[] {
  const sourceShown = table.routes.some(({ source }) => source !== undefined);
  if (table.listed && (sourceShown || olderThan(state, '5.1'))) return NOTHING;
  return [routeList(state, table.netstack, table.family.version)];
}

/** The stacks of the host where their list was read; a listing of adapters or routes names only those that it is about. */
function listedStacks({ netstacks }: HostState): HostState['netstacks'] {
  const listed = netstacks.some(({ evidence }) => /network ip netstack list/.test(evidence.key?.command ?? ''));
  return listed ? netstacks : [];
}

/** The adapter's address was not shown; where it is known to have none, nothing is missing. */
function addressMissing<A>(
  state: HostState,
  { vmknics, netstack, family }: ForwardingTable<A>,
  { vmknic }: Hop,
): string[] {
  const known = vmknic === null || vmknics.some(({ name, ipv4: shown }) => name === vmknic && shown === null);
  return known ? [] : [adapterList(state, netstack, family.version)];
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((each, i) => evidence.findIndex(({ line }) => line === each.line) === i);
}

const NOTHING: readonly string[] = [];

function losers<A>(winner: Slot<A>, slot: Slot<A>): PassedOver[] {
  return slot.entries.map((entry) => ({ ...refOf(entry), why: `/${slot.length} is shorter than /${winner.length}` }));
}

/** Source of a flow the host begins: the address of the adapter it leaves by. */
function sourceOf<A>({ locals, family }: ForwardingTable<A>, slot: Slot<A>, name: string | null): Local<A> | null {
  if (name === null) return null;
  const own = locals.filter(({ vmknic }) => vmknic.name === name);
  if (family.version === 4 || own.length === 1) return own[0] ?? null;
  // Of several IPv6 addresses only one in the destination's own subnet is beyond doubt.
  const inside = own.filter(({ address }) => family.holds(slot.network, slot.length, address) && slot.length > 0);
  return inside.length === 1 ? inside[0]! : null;
}

function addressEvidence<A>({ family }: ForwardingTable<A>, vmknic: Vmknic): Evidence[] {
  return lineOf(vmknic.evidence, family.version === 4 ? 'ipv4' : 'ipv6');
}

/** An adapter without a known mask whose subnet could be a longer match than the slot, where no listing tells. */
function maskedAdapter<A>(table: ForwardingTable<A>, slot: Slot<A>, address: A): Local<A> | undefined {
  if (table.listed) return undefined;
  const needed = Math.max(slot.length + 1, 8);
  return table.locals.find(
    (own) =>
      own.length === null && table.family.prefixText(own.address, needed) === table.family.prefixText(address, needed),
  );
}

const maskNote = ({ destination }: Flow, { vmknic, text }: Local<unknown>) =>
  `The mask of ${vmknic.name} (${text}) was not shown, so ${destination} may be in its subnet or not.`;

function notesOf<A>(
  table: ForwardingTable<A>,
  slot: Slot<A>,
  hop: Hop,
  shorter: readonly Slot<A>[],
  address: A,
  flow: Flow,
): string[] {
  const notes = ownNote(table, address, flow);
  if (!table.listed)
    notes.push('No routing table was read: this follows from the subnets of the adapters and the printed gateway.');
  const isHostRoute = slot.length === table.family.bits && hop.route?.gateway != null;
  if (isHostRoute && table.listed && hop.route?.source === undefined) {
    notes.push(
      'This listing has no Source column: a route learned from an ICMP redirect looks like a static one in it.',
    );
  }
  if (
    isHostRoute &&
    shorter.some(({ length, entries }) => length > 0 && entries.some(({ gateway }) => gateway !== null))
  ) {
    notes.push(`The entry for ${flow.destination} alone wins over every shorter one, static routes included.`);
  }
  return notes;
}

function ownNote<A>(table: ForwardingTable<A>, address: A, flow: Flow): string[] {
  const own = table.locals.find((each) => each.address === address);
  return own === undefined
    ? []
    : [`${flow.destination} is ${own.vmknic.name}'s own address, so what is sent to it does not leave the host.`];
}

/** Lines that were repaired to be read, and lines amid the listing that nobody could read. */
function doubtsOf<A>(state: HostState, table: ForwardingTable<A>, evidence: readonly Evidence[]): string[] {
  if (state.assumptions.length === 0 && state.unread.length === 0) return [];
  // Where a name ends on a row says nothing against its addresses.
  const repaired = state.assumptions.filter(
    ({ kind, line }) => kind !== 'boundary' && evidence.some((each) => each.line === line),
  );
  const notes = repaired.map(
    ({ line, read, as }) => `Line ${line} was read with an assumption: \`${read}\` as \`${as}\`.`,
  );
  if (!table.listed || state.unread.length === 0) return notes;
  const lines = table.routes.flatMap((each) => lineOf(each.evidence, 'network').map(({ line }) => line));
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  const unread = state.unread.filter(({ line, text }) => line >= first - 1 && line <= last + 1 && ROW.test(text));
  return [
    ...notes,
    ...unread.map(({ line }) => `Line ${line} of the table could not be read; it may hold a better match.`),
  ];
}

/** What a damaged row of a table still looks like: two groups of a dotted address. */
const ROW = /[\dOoIl]\.[\dOoIl]{1,3}\./;
