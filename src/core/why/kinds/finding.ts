import { RULES } from '../../rules/index.ts';
import type { Finding, NotChecked, Rule } from '../../rules/rule.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';

/** What a finding means, and whether this output has it. */
export function finding({ question, diagnosis }: Asked): Draft {
  const id = question.rule!;
  const rule = RULES.find((each) => each.id === id);
  const found = diagnosis.findings.flatMap(all).filter((each) => each.rule === id);
  const lacking = diagnosis.notChecked.find((each) => each.rule === id);
  if (found.length > 0) return isFound(found, rule, question.vmknic);
  if (rule === undefined) return notARule(id);
  return lacking === undefined ? notFound(rule) : notChecked(rule, lacking);
}

function isFound(found: readonly Finding[], rule: Rule | undefined, vmknic: string | null): Draft {
  const [first] = found.filter(({ facts }) => vmknic === null || mentions(facts, vmknic));
  const shown = first ?? found[0]!;
  const also = found.length > 1 ? ` It is found ${found.length} times.` : '';
  return {
    premise: first === undefined ? 'cannot-tell' : 'holds',
    answer: `${shown.problem}${also}`,
    steps: found.flatMap((each) => stepsOf(each, rule)),
    findings: [shown.rule],
    sources: rule?.sources ?? [],
  };
}

function stepsOf(
  { problem, why, todo: advice, evidence, certainty }: Finding,
  rule: Rule | undefined,
): readonly WhyStep[] {
  const sources = rule?.sources ?? [];
  return [
    what(problem, certainty, evidence),
    what(why, rule?.certainty ?? certainty, [], sources),
    todo(advice, certainty, [], sources),
  ];
}

function notFound(rule: Rule): Draft {
  return {
    premise: 'does-not-hold',
    answer: `\`${rule.id}\` was checked and is not found here. It would mean: ${rule.title}.`,
    steps: [sure('Every section that this check reads was in the output.', 'documented'), helpOn(rule.id)],
    sources: rule.sources,
  };
}

function notChecked(rule: Rule, { needs }: NotChecked): Draft {
  return {
    premise: 'cannot-tell',
    answer: `\`${rule.id}\` could not be checked from this output. It would mean: ${rule.title}.`,
    steps: [todo(`Paste ${needs.map((each) => `\`${each}\``).join(', ')}.`, 'documented'), helpOn(rule.id)],
    missing: needs,
    sources: rule.sources,
  };
}

function notARule(id: string): Draft {
  return {
    premise: 'cannot-tell',
    answer: `\`${id}\` is a finding that this version does not check, so nothing can be said of it here.`,
    steps: [],
  };
}

function helpOn(id: string): WhyStep {
  return todo(`\`help ${id}\` has its page.`, 'documented');
}

function mentions(facts: Finding['facts'], vmknic: string): boolean {
  return Object.values(facts).flat().includes(vmknic);
}

function all(each: Finding): readonly Finding[] {
  return [each, ...each.explains.flatMap(all)];
}
