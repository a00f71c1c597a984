import type { Finding } from '../../rules/rule.ts';
import type { SourceKey } from '../../sources.ts';
import { type Asked, todo, type WhyStep, what } from '../answer.ts';

/** The finding of a rule that a story is about, wherever it stands among the causes of others. */
export function ofRule({ diagnosis }: Asked, rule: string): Finding | null {
  const all = (finding: Finding): readonly Finding[] => [finding, ...finding.explains.flatMap(all)];
  return diagnosis.findings.flatMap(all).find((each) => each.rule === rule) ?? null;
}

/** What a finding says, as steps of an answer. */
export function stepsOfRule({ problem, why, todo: advice, certainty, evidence, sources }: Finding): readonly WhyStep[] {
  const keys = sources.map(({ key }) => key as SourceKey);
  return [what(problem, certainty, evidence, keys), what(why, certainty, [], keys), todo(advice, certainty, [], keys)];
}
