import type { Certainty } from '../../evidence.ts';
import type { SourceKey } from '../../sources.ts';
import type { Asked, Draft } from '../answer.ts';

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
  /**
   * What the output says of it, where it does: its answer takes the place of the summary, its steps stand before what is known,
   * its advice in the place of `todo`, its commands in the place of `evidence`. null: only what to bring can be said.
   */
  readonly seen?: (asked: Asked) => Draft | null;
}

function statement(certainty: Certainty) {
  return (text: string, ...sources: readonly SourceKey[]): Statement => ({ text, certainty, sources });
}

export const documented = statement('documented');
export const reported = statement('reported');
export const inferred = statement('inferred');
