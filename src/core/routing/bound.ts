/** A flow of a service that names its adapter: the table has no say in the adapter, only in the next hop. */

import { adapterList, routeList } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { olderThan } from '../esxi/version.ts';
import { type Decision, disabledNote, type Flow, notKnown } from './decision.ts';
import { ipv4, ipv6 } from './family.ts';
import { isListed } from './forwarding.ts';
import { lineOf } from './table.ts';

type BoundFlow = Flow & { readonly out: string };
/** What the table alone says of a flow that names no adapter. */
type ByTable = (state: HostState, flow: Flow) => Decision;

/** Decides a lookup of a flow that is bound to an adapter. */
export function decideBound(state: HostState, flow: BoundFlow, byTable: ByTable): Decision {
  const vmknic = state.vmknics?.find(({ name }) => name === flow.out);
  if (vmknic === undefined) return byTableOnly(state, flow, byTable);
  const own: BoundFlow = { ...flow, netstack: vmknic.netstack };
  const moved =
    vmknic.netstack === flow.netstack
      ? []
      : [`${flow.out} is in the netstack ${vmknic.netstack}, so that one's table counts.`];
  return withNotes(decideBy(state, own, vmknic, byTable), moved);
}

function decideBy(state: HostState, flow: BoundFlow, vmknic: Vmknic, byTable: ByTable): Decision {
  const { out } = flow;
  const leaving = leavingBy(flow, vmknic);
  if (vmknic.enabled === false) {
    return {
      ...notKnown(flow, [], [disabledNote(out, 'so nothing leaves by it')]),
      outcome: 'no-route',
      certainty: 'inferred',
      evidence: lineOf(vmknic.evidence, 'enabled'),
    };
  }
  if (inOwnSubnet(flow, vmknic)) return { ...leaving, outcome: 'on-link', certainty: 'documented' };
  const table = byTable(state, unbound(flow));
  const override = overrideOf(state, vmknic);
  if (override === 'own' && ipv4.read(flow.destination) !== null) {
    const note = `${vmknic.gateway} is ${out}'s own gateway; it is not in the routing table and counts only for services that name ${out}.`;
    return {
      ...leaving,
      outcome: 'via-gateway',
      nextHop: vmknic.gateway!,
      certainty: 'documented',
      evidence: [...leaving.evidence, ...lineOf(vmknic.evidence, 'gateway')],
      notes: [note],
    };
  }
  // The table's own answer leaves by this adapter.
  if (table.vmknic === out) return { ...table, certainty: table.certainty === 'unknown' ? 'unknown' : 'inferred' };
  if (override === 'either-way') {
    const note = `Whether ${vmknic.gateway} is the netstack's gateway or ${out}'s own was not shown; it is in the subnet of ${out} and the next hop either way.`;
    return {
      ...leaving,
      outcome: 'via-gateway',
      nextHop: vmknic.gateway!,
      certainty: 'inferred',
      missing: table.missing,
      notes: [note],
    };
  }
  return notEstablished(state, flow, vmknic, leaving, table);
}

/** The adapter is known, the next hop is not. */
function notEstablished(
  state: HostState,
  flow: BoundFlow,
  vmknic: Vmknic,
  leaving: Decision,
  table: Decision,
): Decision {
  const missing = [...(isListed(state, flow.netstack) ? [] : [routeList(state, flow.netstack)])];
  if (!hasSubnet(vmknic) || (vmknic.gateway === undefined && !olderThan(state, '6.5'))) {
    missing.push(adapterList(state, flow.netstack));
  }
  const what = table.vmknic === null ? 'no route that was captured' : `the table's route (by ${table.vmknic})`;
  return {
    ...leaving,
    passedOver: table.route === null ? [] : [{ ...table.route, why: `does not leave by ${flow.out}` }],
    missing,
    notes: [
      `${flow.destination} is not in a known subnet of ${flow.out}, and ${table.vmknic === null ? `${what} leaves by it` : `${what} does not leave by it`}; what ESXi does then is not established.`,
    ],
  };
}

/** The adapter was not read: only an entry of the table that names it says anything. */
function byTableOnly(state: HostState, flow: BoundFlow, byTable: ByTable): Decision {
  const table = byTable(state, unbound(flow));
  if (table.vmknic === flow.out && state.vmknics === undefined) return { ...table, certainty: 'inferred' };
  if (state.vmknics !== undefined) {
    const names = state.vmknics.map(({ name }) => name).join(', ');
    return notKnown(flow, [], [`${flow.out} is not among the adapters that were read: ${names}.`]);
  }
  const note = `No output that was read shows the adapter ${flow.out}.`;
  return notKnown(flow, [adapterList(state, flow.netstack)], [note]);
}

/** `own`: differs from the stack's gateway. Equal to it proves nothing; `either-way`: the stack's is not known. */
function overrideOf(state: HostState, vmknic: Vmknic): 'own' | 'either-way' | 'none' {
  if (typeof vmknic.gateway !== 'string') return 'none';
  const ofStack = gatewayOfStack(state, vmknic.netstack);
  if (ofStack !== undefined) return ofStack === vmknic.gateway ? 'none' : 'own';
  return inOwnSubnet({ destination: vmknic.gateway }, vmknic) ? 'either-way' : 'none';
}

/** The stack's gateway from its own output or its default entry; undefined: not captured. */
function gatewayOfStack(state: HostState, netstack: string): string | null | undefined {
  const printed = state.netstacks.find(({ key }) => key === netstack)?.gateway;
  if (printed !== undefined) return printed;
  if (!isListed(state, netstack)) return undefined;
  return state.routes?.find((each) => each.netstack === netstack && each.network === '0.0.0.0/0')?.gateway ?? null;
}

function leavingBy(flow: BoundFlow, vmknic: Vmknic): Decision {
  const six = flow.destination.includes(':');
  return {
    ...notKnown(flow, [], []),
    vmknic: flow.out,
    sourceAddress: six ? null : (vmknic.ipv4 ?? null),
    evidence: lineOf(vmknic.evidence, six ? 'ipv6' : 'ipv4'),
  };
}

function inOwnSubnet({ destination }: { readonly destination: string }, vmknic: Vmknic): boolean {
  const address = ipv4.read(destination);
  if (address !== null) {
    return ipv4
      .locals(vmknic)
      .some((own) => own.length !== null && sameText(ipv4.prefixText, own.address, address, own.length));
  }
  const address6 = ipv6.read(destination);
  return (
    address6 !== null &&
    ipv6
      .locals(vmknic)
      .some((own) => own.length !== null && sameText(ipv6.prefixText, own.address, address6, own.length))
  );
}

function sameText<A>(text: (address: A, length: number) => string, a: A, b: A, length: number): boolean {
  return text(a, length) === text(b, length);
}

const hasSubnet = ({ ipv4: address, prefixLength }: Vmknic) =>
  address === null || (address !== undefined && prefixLength !== undefined);
const unbound = ({ destination, netstack }: Flow): Flow => ({ destination, netstack });
const withNotes = (decision: Decision, notes: readonly string[]): Decision =>
  notes.length === 0 ? decision : { ...decision, notes: [...notes, ...decision.notes] };
