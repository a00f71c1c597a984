import type { Certainty, Evidence } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';

/** The first or the second host that was given. */
export type Side = 'a' | 'b';

export type Purpose = 'vmotion' | 'storage' | 'management';

/** `cannot-tell`: nothing seen speaks against it, but something that decides it was not captured. */
export type Verdict = 'yes' | 'no' | 'risk' | 'cannot-tell';

/** A line of the output of one of the two hosts. */
export interface HostEvidence extends Evidence {
  readonly host: Side;
}

/** One statement on the way to a verdict, with what it means for it. */
export interface ComparedStep {
  readonly text: string;
  readonly verdict: Verdict;
  readonly certainty: Certainty;
  readonly evidence: readonly HostEvidence[];
  /** What to do about it, as whole sentences. */
  readonly todo?: string;
  readonly sources?: readonly SourceKey[];
}

export interface MissingCommand {
  readonly host: Side;
  readonly command: string;
}

export interface PurposeAnswer {
  readonly purpose: Purpose;
  readonly verdict: Verdict;
  readonly why: string;
  readonly steps: readonly ComparedStep[];
  readonly missing: readonly MissingCommand[];
}

/** A value that both hosts show and that is not the same. */
export interface Difference {
  /** `version`, `gateway`, `stack`, `subnet`, `vlan`, `mtu`, `tag` or `adapter`. */
  readonly what: string;
  /** The adapter, pair of adapters or stack it is about; null: the host. */
  readonly where: string | null;
  readonly a: unknown;
  readonly b: unknown;
  readonly evidence: readonly HostEvidence[];
}

/** Whether two hosts can reach each other, for each purpose, and what differs between them. */
export interface Comparison {
  readonly schema: 'vmkbot/comparison/1';
  readonly hosts: readonly [{ readonly name: string | null }, { readonly name: string | null }];
  readonly purposes: readonly PurposeAnswer[];
  readonly differences: readonly Difference[];
}
