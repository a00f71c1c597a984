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

const DISABLED = ' is disabled, ';

/** A note that an adapter is disabled, and what follows. */
export function disabledNote(vmknic: string, rest: string): string {
  return `${vmknic}${DISABLED}${rest}.`;
}

/** The note of a decision that nothing leaves because an adapter is disabled. */
export function disabledReason({ notes }: Pick<Decision, 'notes'>): string | undefined {
  return notes.find((note) => note.includes(DISABLED));
}

const NO_STACK = 'The host has no netstack ';

/** A note that the list of the host's stacks was read and holds no such one. */
export function absentStackNote(netstack: string, stacks: readonly string[]): string {
  return `${NO_STACK}${netstack}; it has ${stacks.join(', ')}.`;
}

/** The note of a decision that nothing leaves because there is no such stack. */
export function absentStack({ notes }: Pick<Decision, 'notes'>): string | undefined {
  return notes.find((note) => note.startsWith(NO_STACK));
}

/** A decision that says what is missing. */
export function notKnown(flow: Flow, missing: readonly string[], notes: readonly string[]): Decision {
  return {
    destination: flow.destination,
    netstack: flow.netstack,
    outcome: 'not-enough-known',
    vmknic: null,
    nextHop: null,
    sourceAddress: null,
    route: null,
    passedOver: [],
    certainty: 'unknown',
    evidence: [],
    missing,
    notes,
  };
}
