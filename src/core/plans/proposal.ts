/** What somebody wants changed, as far as it is known: a finding tells where, a person which router. */
import type { Change } from '../routing/change.ts';

/** A value that nobody but a person knows. */
export interface Missing {
  readonly name: 'network' | 'gateway' | 'servers' | 'guests';
  readonly question: string;
  /** Subnets in which the answer must lie, where that is known. */
  readonly within: readonly string[];
}

export interface Proposal {
  /** null: a value is missing. */
  readonly change: Change | null;
  readonly netstack: string;
  readonly missing: readonly Missing[];
  /** The finding that it would cure. */
  readonly rule: string | null;
  /** What only a person can tell, and what the plan rests on. */
  readonly questions: readonly string[];
}

/** The values that somebody gave to complete a proposal. */
export interface Given {
  readonly network?: string;
  readonly gateway?: string;
}
