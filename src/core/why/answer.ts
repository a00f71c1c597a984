import type { HostState } from '../esxi/host-state.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import type { Fixable } from '../plans/fixes.ts';
import type { Premise, Question } from '../questions/question.ts';
import type { Diagnosis, NotChecked } from '../rules/rule.ts';
import type { SourceKey } from '../sources.ts';
import type { Step } from '../step.ts';

/** Where a step stands in an answer: What happens, How sure, What to do. */
export type Part = 'what' | 'sure' | 'todo';

export interface WhyStep extends Step {
  readonly part: Part;
}

/** The answer to a question about one host, `vmkbot/why/1` without its schema name. */
export interface WhyAnswer {
  readonly question: Question;
  readonly premise: Premise;
  /** One or two sentences that an operator can act on. */
  readonly answer: string;
  readonly steps: readonly WhyStep[];
  /** Commands that prove the answer, or settle what it leaves open. */
  readonly prove: readonly string[];
  /** Ids of the findings that the answer rests on or that bear on it. */
  readonly findings: readonly string[];
  /** Those of them, or of what follows from them, that a plan can cure. */
  readonly fixes: readonly Fixable[];
  /** Commands whose output would make the answer surer. */
  readonly missing: readonly string[];
  readonly notChecked: readonly NotChecked[];
  readonly sources: readonly SourceKey[];
}

/** What every kind of answer is made from. */
export interface Asked {
  readonly state: HostState;
  readonly question: Question;
  readonly diagnosis: Diagnosis;
}

/** What a kind of answer says; the rest is completed by `why`. */
export interface Draft {
  readonly premise: Premise;
  readonly answer: string;
  readonly steps: readonly WhyStep[];
  readonly prove?: readonly string[];
  readonly missing?: readonly string[];
  readonly sources?: readonly SourceKey[];
  /** Adapters and prefixes that the answer is about: findings about them belong to it. */
  readonly about?: readonly string[];
  /** Findings that belong to it whatever they are about. */
  readonly findings?: readonly string[];
  /** Where the flow goes: findings about a subnet that it does not touch are left out. */
  readonly destination?: string;
  /** What the findings advise is said too, though the answer has advice of its own. */
  readonly adviseToo?: true;
}

function made(part: Part) {
  return (
    text: string,
    certainty: Certainty,
    evidence: readonly Evidence[] = [],
    sources: readonly SourceKey[] = [],
  ): WhyStep => ({ part, text, certainty, evidence, ...(sources.length > 0 ? { sources } : {}) });
}

export const what = made('what');
export const sure = made('sure');
export const todo = made('todo');

/** Steps of a decision or a service: what a line shows or follows from one happens; what is known of the product alone says how sure it is. */
export function placed(steps: readonly Step[]): readonly WhyStep[] {
  return steps.map((step) => ({
    ...step,
    part: step.evidence.length > 0 || step.certainty === 'inferred' ? 'what' : 'sure',
  }));
}

const GROUNDS: Readonly<Record<Certainty, string>> = {
  documented: 'It follows from the lines of the output and a documented rule.',
  reported: 'The lines of the output are certain; the rule that is applied to them rests on reports.',
  inferred: 'It is inferred from what the output shows, not read from it directly.',
  unknown: 'What was read does not settle it.',
};

/** How sure an answer is, in words. */
export function grounds(certainty: Certainty): WhyStep {
  return sure(GROUNDS[certainty], certainty);
}
