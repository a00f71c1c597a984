import type { HostState } from '../esxi/host-state.ts';
import type { Question, QuestionKind } from '../questions/question.ts';
import { diagnose } from '../rules/diagnose.ts';
import { RULES } from '../rules/index.ts';
import type { Finding, NotChecked } from '../rules/rule.ts';
import { unique } from '../services/choice.ts';
import { type Asked, type Draft, todo, type WhyAnswer } from './answer.ts';
import { finding } from './kinds/finding.ts';
import { path } from './kinds/path.ts';
import { returnPath } from './kinds/return-path.ts';
import { serviceAdapter } from './kinds/service-adapter.ts';
import { serviceDenied } from './kinds/service-denied.ts';
import { symptom } from './kinds/symptom.ts';
import { time } from './kinds/time.ts';
import { whatIf } from './kinds/what-if.ts';

const KINDS: Readonly<Record<QuestionKind, (asked: Asked) => Draft>> = {
  'service-adapter': serviceAdapter,
  path,
  'return-path': returnPath,
  'what-if': whatIf,
  'service-denied': serviceDenied,
  time,
  finding,
  symptom,
};

/** Answers an understood question about one host from what was read of it. */
export function why(state: HostState, question: Question): WhyAnswer {
  const diagnosis = diagnose(state);
  const draft = KINDS[question.kind]({ state, question, diagnosis });
  const found = bearing(diagnosis.findings, draft);
  const steps = draft.steps.concat(draft.steps.some(({ part }) => part === 'todo') ? [] : found.map(adviceOf));
  return {
    question,
    premise: draft.premise,
    answer: draft.answer,
    steps,
    prove: unique(draft.prove ?? []),
    findings: unique(found.map(({ rule }) => rule)),
    missing: unique(draft.missing ?? []),
    notChecked: diagnosis.notChecked.filter((each) => concerns(each, question.kind)),
    sources: unique([...(draft.sources ?? []), ...steps.flatMap(({ sources }) => sources ?? [])]),
  };
}

/** The findings about the same adapters or prefixes, causes before what follows from them. */
function bearing(findings: readonly Finding[], { about = [], findings: named = [] }: Draft): readonly Finding[] {
  const all = findings.flatMap(withExplained);
  return all.filter(({ rule, facts, severity }) => {
    if (named.includes(rule)) return true;
    return (
      severity !== 'note' &&
      Object.values(facts)
        .flat()
        .some((value) => about.includes(value as string))
    );
  });
}

function withExplained(finding: Finding): readonly Finding[] {
  return [finding, ...finding.explains.flatMap(withExplained)];
}

function adviceOf(finding: Finding) {
  const keys = RULES.find(({ id }) => id === finding.rule)?.sources ?? [];
  return todo(finding.todo, finding.certainty, finding.evidence, keys);
}

const TIME = /^(ntp-|clock-|guest-time)/;

function concerns({ rule }: NotChecked, kind: QuestionKind): boolean {
  if (kind === 'finding' || kind === 'symptom') return false;
  return TIME.test(rule) === (kind === 'time');
}
