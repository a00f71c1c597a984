import type { Certainty, Evidence } from '../evidence.ts';

/** The closed list of what a lookup can come to. */
export type Outcome = 'on-link' | 'via-gateway' | 'no-route' | 'gateway-unreachable' | 'ambiguous' | 'not-enough-known';

/** What is sent, and how: `out` is the adapter a service is bound to; without it the table decides. */
export interface Flow {
  readonly destination: string;
  readonly netstack: string;
  readonly out?: string;
}

export interface RouteRef {
  readonly network: string;
  readonly gateway: string | null;
  readonly vmknic?: string;
  readonly source?: string;
}

/** One lookup: the winner, the entries that also matched, and what it rests on. */
export interface Decision {
  readonly destination: string;
  readonly netstack: string;
  readonly outcome: Outcome;
  /** null: none, or not known. */
  readonly vmknic: string | null;
  /** null when on-link. */
  readonly nextHop: string | null;
  /** Source address of a flow that the host begins itself; null where the adapter's address was not captured. */
  readonly sourceAddress: string | null;
  readonly route: RouteRef | null;
  readonly passedOver: readonly (RouteRef & { readonly why: string })[];
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** Commands whose output would make the answer surer. */
  readonly missing: readonly string[];
  /** Facts an operator should know with the answer (a redirect entry cannot be told from a static one, …), as sentences. */
  readonly notes: readonly string[];
}
