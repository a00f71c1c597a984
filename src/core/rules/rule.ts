import type { HostState } from '../esxi/host-state.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';

export type Severity = 'error' | 'risk' | 'note';

/** A section a rule reads, or a set of which any one will do. */
export type Need = { readonly section: keyof HostState; readonly command: string };

/** Facts are JSON; the words are made from them by `explain`. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Found<F extends Facts> {
  readonly facts: F;
  readonly evidence: readonly Evidence[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly certainty?: Certainty;
}

export interface Explanation {
  readonly problem: string;
  readonly why: string;
  readonly todo: string;
}

/** The state as a rule sees it: the sections it declared are there. */
export type Having<K extends keyof HostState> = HostState & { readonly [P in K]-?: NonNullable<HostState[P]> };

/** One diagnosis: its file is its id. `check` finds facts, `explain` makes the words. */
export interface Rule<K extends keyof HostState = keyof HostState, F extends Facts = Facts> {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
  /** Sections without which it is reported as not checked, with the command that captures each. */
  readonly needs: readonly { readonly section: K; readonly command: string }[];
  /** Ids of rules whose finding, about the same adapters or prefix, makes this one a consequence that is shown under it. */
  readonly follows?: readonly string[];
  check(state: Having<K>): readonly Found<F>[];
  explain(facts: F): Explanation;
}

/** Keeps the types of `needs` and `facts` tied to `check` and `explain`, and forgets them for the index. */
export function rule<const K extends keyof HostState, F extends Facts>(definition: Rule<K, F>): Rule {
  return definition as unknown as Rule;
}

export interface Finding extends Explanation {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  readonly sources: readonly { readonly key: string; readonly title: string; readonly url: string | null }[];
  /** Findings that follow from this one, shown under it. */
  readonly explains: readonly Finding[];
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly { readonly rule: string; readonly needs: readonly string[] }[];
}
