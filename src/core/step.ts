import type { Certainty, Evidence } from './evidence.ts';
import type { SourceKey } from './sources.ts';

/** One statement of an explanation with what proves it: lines of output, sources, or both. */
export interface Step {
  readonly text: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  readonly sources?: readonly SourceKey[];
}
