/** What a forwarding table is made of, and how its entries are ordered and shown. */
import type { Proof, Route, Vmknic } from '../esxi/host-state.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import type { Matcher } from '../net/match.ts';
import type { Outcome, RouteRef } from './decision.ts';
import type { Family, Local } from './family.ts';

export type PassedOver = RouteRef & { readonly why: string };

/** What a packet to one prefix comes to; the same for every address whose longest match it is. */
export interface Hop {
  readonly outcome: Outcome;
  readonly vmknic: string | null;
  readonly nextHop: string | null;
  readonly route: RouteRef | null;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  readonly passedOver: readonly PassedOver[];
  readonly notes: readonly string[];
}

/** All entries of one prefix, and what a packet to it comes to. */
export interface Slot<A> {
  readonly network: A;
  readonly length: number;
  readonly entries: readonly Route[];
  /** Worked out at the first lookup. */
  hop: Hop | undefined;
}

/** What a table is made of; what-if makes another one of changed routes. */
export interface Parts<A> {
  readonly family: Family<A>;
  readonly netstack: string;
  /** A listing of this stack was captured; otherwise the routes are implied. */
  readonly listed: boolean;
  readonly routes: readonly Route[];
  /** The one of `routes` that stands for a printed gateway, where no listing shows a default entry. */
  readonly printed: Route | undefined;
  readonly vmknics: readonly Vmknic[];
}

export interface ForwardingTable<A> extends Parts<A> {
  readonly slots: ReadonlyMap<string, Slot<A>>;
  readonly matcher: Matcher<A, Slot<A>>;
  /** Addresses of adapters that are not known to be disabled. */
  readonly locals: readonly Local<A>[];
  readonly hopOf: (slot: Slot<A>) => Hop;
}

/** The lowest-numbered adapter first: the likeliest owner of a shared subnet. */
export function byNumber(a: Vmknic, b: Vmknic): number {
  return Number(a.name.slice(3)) - Number(b.name.slice(3)) || (a.name < b.name ? -1 : 1);
}

/** The line that shows a value of an entry, or any line of it. */
export function lineOf(evidence: Proof, ...keys: readonly string[]): Evidence[] {
  for (const key of keys) {
    const line = evidence[key];
    if (line !== undefined) return [line];
  }
  return Object.values(evidence).slice(0, 1);
}
