import type { Certainty } from '../../evidence.ts';
import type { SourceKey } from '../../sources.ts';

/** One statement of a runbook with what it rests on. */
export interface Statement {
  readonly text: string;
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
}

/** A story that is no question of one path: what is known of it, what to bring, what to do. Its file is its id. */
export interface Symptom {
  readonly id: string;
  /** One or two sentences that an operator can act on; never a verdict on the host. */
  readonly summary: string;
  readonly known: readonly Statement[];
  readonly todo: readonly Statement[];
  /** Commands whose output bears on it. */
  readonly evidence: readonly string[];
  /** Findings that belong to the story. */
  readonly findings?: readonly string[];
}

function statement(certainty: Certainty) {
  return (text: string, ...sources: readonly SourceKey[]): Statement => ({ text, certainty, sources });
}

export const documented = statement('documented');
export const reported = statement('reported');
export const inferred = statement('inferred');
