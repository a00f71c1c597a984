import type { Finding } from '../../rules/rule.ts';
import { foundBy } from '../../rules/with-theirs.ts';
import type { SourceKey } from '../../sources.ts';
import { type Asked, type Draft, todo, type WhyStep, what } from '../answer.ts';

/** The finding of a rule that a story is about, wherever it stands among the causes of others. */
export function ofRule({ diagnosis }: Asked, rule: string): Finding | null {
  return foundBy(rule, diagnosis.findings)[0] ?? null;
}

export const keysOf = ({ sources }: Finding): SourceKey[] => sources.map(({ key }) => key as SourceKey);

/** What a finding says, as steps of an answer. */
export function stepsOfRule(finding: Finding): readonly WhyStep[] {
  const { problem, why, todo: advice, certainty, evidence } = finding;
  const keys = keysOf(finding);
  return [what(problem, certainty, evidence, keys), what(why, certainty, [], keys), todo(advice, certainty, [], keys)];
}

/** What a rule found as a whole answer: the first one's reason, and each with its advice. null: it found nothing. */
export function draftOfRule({ diagnosis }: Asked, rule: string): Draft | null {
  const found = foundBy(rule, diagnosis.findings);
  const [first] = found;
  if (first === undefined) return null;
  return {
    premise: 'holds',
    answer: `${first.problem} ${first.why}`,
    steps: found.flatMap((each) => {
      const keys = keysOf(each);
      return [what(each.problem, each.certainty, each.evidence, keys), todo(each.todo, each.certainty, [], keys)];
    }),
  };
}
