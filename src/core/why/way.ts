import type { HostState } from '../esxi/host-state.ts';
import { formatIpv4, lastOf, readIpv4, readIpv6, readPrefix } from '../net/address.ts';
import { segments } from '../net/diff.ts';
import { decide } from '../routing/decide.ts';
import { type Decision, disabledReason } from '../routing/decision.ts';
import { forwardingTable } from '../routing/forwarding.ts';

/** The way to a part of what was asked about. */
export interface Way {
  /** `10.0.0.9`, or `10.0.0.0–10.0.0.255` for a part of a prefix. */
  readonly who: string;
  readonly decision: Decision;
}

/** The ways to an address, or to the parts of a prefix that take one path each; empty where the text is neither. */
export function waysTo(state: HostState, destination: string, netstack: string, out?: string): readonly Way[] {
  const flow = { netstack, ...(out === undefined ? {} : { out }) };
  if (readIpv4(destination) !== null || readIpv6(destination) !== null) {
    return [{ who: destination, decision: decide(state, { ...flow, destination }) }];
  }
  const prefix = readPrefix(destination);
  if (prefix === null) return [];
  if (prefix.length === 0) return [{ who: 'any other network', decision: toElsewhere(state, flow) }];
  const at = (address: number) => decide(state, { ...flow, destination: formatIpv4(address) });
  const range = { first: prefix.network, last: lastOf(prefix) };
  return segments(forwardingTable(state, netstack).slots.values(), at, same, range).map(({ first, last, value }) => ({
    who: partOf(destination, first, last, range),
    decision: value,
  }));
}

function partOf(whole: string, first: number, last: number, range: { first: number; last: number }): string {
  if (first === range.first && last === range.last) return whole;
  return first === last ? formatIpv4(first) : `${formatIpv4(first)}–${formatIpv4(last)}`;
}

/** The default entry shows itself at an address that nothing else of the table holds. */
function toElsewhere(state: HostState, flow: { netstack: string; out?: string }): Decision {
  const tried = ['203.0.113.1', '198.51.100.1', '192.0.2.1', '100.100.100.100'].map((destination) =>
    decide(state, { ...flow, destination }),
  );
  const byDefault = tried.find(({ route }) => route === null || route.network === '0.0.0.0/0') ?? tried[0]!;
  return { ...byDefault, destination: '0.0.0.0/0' };
}

function same(a: Decision, b: Decision): boolean {
  return a.outcome === b.outcome && a.vmknic === b.vmknic && a.nextHop === b.nextHop;
}

/** How a way ends, to follow `Packets to X` or `Replies to X`. */
export function wayOf(decision: Decision): string {
  const { outcome, vmknic, nextHop, route } = decision;
  const disabled = disabledReason(decision)?.replace(/\.$/, '');
  const by = vmknic === null ? 'by an adapter that the output does not name' : `by ${vmknic}`;
  switch (outcome) {
    case 'on-link':
      return `leave ${by} straight to the link${route === null ? '' : ` (${route.network})`}`;
    case 'via-gateway':
      return `leave ${by} through the gateway ${nextHop}`;
    case 'no-route':
      if (disabled !== undefined) return `do not leave the host: ${disabled}`;
      return 'do not leave the host: no entry of the table holds them and there is no default gateway';
    case 'gateway-unreachable':
      if (disabled !== undefined) return `do not leave the host: ${disabled}`;
      return `do not leave the host: the gateway ${nextHop} is in no subnet of an adapter`;
    case 'ambiguous':
      return 'leave by an adapter that the output does not settle: two entries of one prefix lead to different places';
    case 'not-enough-known':
      return 'leave by an adapter that is not known';
  }
}

/** The outcome is settled by what was read. */
export function isKnown({ outcome }: Decision): boolean {
  return outcome !== 'not-enough-known' && outcome !== 'ambiguous';
}

/** Nothing can leave. */
export function isDead({ outcome }: Decision): boolean {
  return outcome === 'no-route' || outcome === 'gateway-unreachable';
}
