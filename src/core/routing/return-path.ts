/** Where a reply goes: the source is the address that was dialled, the adapter is the table's choice for the client. */

import { adapterList } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast, olderThan } from '../esxi/version.ts';
import type { Certainty } from '../evidence.ts';
import { formatIpv4, formatPrefix, lastOf, readIpv4, readPrefix } from '../net/address.ts';
import { type Range, segments } from '../net/diff.ts';
import type { SourceKey } from '../sources.ts';
import type { Step } from '../step.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { forwardingTable } from './forwarding.ts';
import { lineOf } from './table.ts';

/** The way back to a part of the clients that all take one path. */
export interface ReturnPart {
  readonly first: string;
  readonly last: string;
  /** The lookup of the part's first address. */
  readonly decision: Decision;
  /** The reply leaves by the adapter that was dialled; null where it is not known. */
  readonly sameAdapter: boolean | null;
}

export interface ReturnPath {
  /** Canonical address or prefix. */
  readonly client: string;
  readonly netstack: string;
  readonly dialled: { readonly vmknic: string; readonly address: string | null };
  readonly parts: readonly ReturnPart[];
  /** All parts; null where one of them is not known and none is known to differ. */
  readonly sameAdapter: boolean | null;
  readonly certainty: Certainty;
  /** What holds for replies, each with what it rests on. */
  readonly steps: readonly Step[];
  readonly missing: readonly string[];
}

/** null where `client` is no IPv4 address or prefix. Without a netstack it is the dialled adapter's. */
export function returnPath(state: HostState, client: string, dialled: string, netstack?: string): ReturnPath | null {
  const range = rangeOf(client);
  if (range === null) return null;
  const nic = state.vmknics?.find(({ name }) => name === dialled);
  const stack = netstack ?? nic?.netstack ?? DEFAULT_STACK;
  const parts = partsOf(state, range, dialled, stack);
  const decisions = parts.map(({ decision }) => decision);
  const addresses = nic?.ipv4 === undefined ? [adapterList(state, stack)] : [];
  return {
    client: range.text,
    netstack: stack,
    dialled: { vmknic: dialled, address: nic?.ipv4 ?? null },
    parts,
    sameAdapter: all(parts.map((part) => part.sameAdapter)),
    certainty: certaintyOf(decisions),
    steps: [
      { ...lookupStep(nic?.ipv4 ?? null, dialled), evidence: nic === undefined ? [] : lineOf(nic.evidence, 'ipv4') },
      ...parts.map((part) => partStep(part, dialled)),
      ...consequences(parts),
      icmpStep(state),
      step(
        'That the clients reach the dialled address at all is a condition of its own, which the host does not show.',
        'reported',
        ['S000'],
      ),
    ],
    missing: [...new Set([...decisions.flatMap(({ missing }) => missing), ...addresses])],
  };
}

function rangeOf(client: string): (Range & { readonly text: string }) | null {
  const address = readIpv4(client);
  if (address !== null) return { first: address, last: address, text: client };
  const prefix = readPrefix(client);
  return prefix === null ? null : { first: prefix.network, last: lastOf(prefix), text: formatPrefix(prefix) };
}

function partsOf(state: HostState, range: Range, dialled: string, netstack: string): ReturnPart[] {
  const at = (address: number) => decide(state, { destination: formatIpv4(address), netstack });
  const same = (a: Decision, b: Decision) =>
    a.outcome === b.outcome && a.vmknic === b.vmknic && a.nextHop === b.nextHop;
  return segments(forwardingTable(state, netstack).slots.values(), at, same, range).map(({ first, last, value }) => ({
    first: formatIpv4(first),
    last: formatIpv4(last),
    decision: value,
    sameAdapter: sameAdapter(value, dialled),
  }));
}

function sameAdapter({ outcome, vmknic }: Decision, dialled: string): boolean | null {
  if (vmknic !== null) return vmknic === dialled;
  return outcome === 'no-route' || outcome === 'gateway-unreachable' ? false : null;
}

function all(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

/** That replies follow the table is reported, not documented, so no answer is surer than that. */
function certaintyOf(decisions: readonly Decision[]): Certainty {
  const order: readonly Certainty[] = ['reported', 'inferred', 'unknown'];
  return order[Math.max(0, ...decisions.map(({ certainty }) => order.indexOf(certainty)))]!;
}

function lookupStep(address: string | null, dialled: string): Step {
  const source =
    address === null ? `the address of ${dialled} that was dialled` : `${address}, the address that was dialled`;
  return step(
    `A reply has the source ${source}; its adapter is chosen by the table for the client alone.`,
    'reported',
    ['S000'],
  );
}

function partStep({ first, last, decision }: ReturnPart, dialled: string): Step {
  const who = first === last ? first : `${first}–${last}`;
  return { text: `${who}: ${wayOf(decision, dialled)}`, certainty: decision.certainty, evidence: decision.evidence };
}

function wayOf({ outcome, vmknic, nextHop }: Decision, dialled: string): string {
  const other = vmknic === dialled ? '' : `, not by ${dialled}`;
  switch (outcome) {
    case 'on-link':
      return vmknic === null
        ? 'on a connected subnet, whose adapter is not known.'
        : `on the subnet of ${vmknic}; replies leave by ${vmknic}${other}.`;
    case 'via-gateway':
      return vmknic === null
        ? `replies go to the gateway ${nextHop}, by an adapter that is not known.`
        : `replies leave by ${vmknic} to the gateway ${nextHop}${other}.`;
    case 'no-route':
      return 'the table has no entry for it, so replies have no way back.';
    case 'gateway-unreachable':
      return `the table names the gateway ${nextHop}, which is in no subnet of the host, so replies have no way back.`;
    case 'ambiguous':
      return 'two entries of one prefix lead to different places, so the way back cannot be told.';
    case 'not-enough-known':
      return 'the way back is not known.';
  }
}

function consequences(parts: readonly ReturnPart[]): Step[] {
  const steps: Step[] = [];
  const leaving = parts.some((part) => part.sameAdapter === false && part.decision.vmknic !== null);
  if (leaving) {
    steps.push(
      step(
        'A reply by another adapter is lost where a stateful firewall, NAT or a check of source addresses stands on one of the two ways, where the source is private and the way leads to the internet, or where no router joins the two VLANs. Elsewhere it is merely asymmetric.',
        'inferred',
        [],
      ),
    );
  }
  const routed = parts.some(({ decision }) => decision.outcome === 'via-gateway' || decision.outcome === 'no-route');
  if (routed) {
    steps.push(
      step(
        "A route for the client's network moves the replies from every address of the host, not only from the one that was dialled.",
        'inferred',
        ['S000'],
      ),
    );
  }
  return steps;
}

function icmpStep(state: HostState): Step {
  const since = 'from 5.1 on an echo reply leaves by the adapter that received the request, before 5.1 by the table';
  const sources: SourceKey[] = ['S002', 'KB2042189'];
  if (olderThan(state, '5.1'))
    return step('Before 5.1 an echo reply leaves by the table, as TCP does.', 'documented', sources);
  const known = atLeast(state, '5.1')
    ? 'From 5.1 on an echo reply leaves by the adapter that received the request'
    : `The version was not shown: ${since}`;
  return step(
    `${known}. Which next hop it then takes to another subnet is not established, so a ping proves nothing about TCP; test TCP to the real port.`,
    'documented',
    sources,
  );
}

function step(text: string, certainty: Certainty, sources: readonly SourceKey[]): Step {
  return { text, certainty, evidence: [], sources };
}
