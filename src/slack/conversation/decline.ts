import { Problem } from '../../problem.ts';

/** A problem with what to ask instead, as buttons. */
export class Declined extends Problem {
  readonly suggestions: readonly string[];
  /** The question, where an output to paste is all that is missing. */
  readonly missing: string | undefined;

  constructor(problem: Problem, { suggestions = [], missing }: { suggestions?: readonly string[]; missing?: string }) {
    super(problem);
    this.suggestions = suggestions;
    this.missing = missing;
    this.stack = problem.stack ?? this.stack ?? '';
  }
}
