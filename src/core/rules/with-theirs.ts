import type { Finding } from './rule.ts';

/** A finding and, however deep, those that follow from it. */
export function withTheirs(finding: Finding): readonly Finding[] {
  return [finding, ...finding.explains.flatMap(withTheirs)];
}

/** What a rule found, wherever it is shown. */
export function foundBy(rule: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap(withTheirs).filter((each) => each.rule === rule);
}
