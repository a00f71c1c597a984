import { asOn, toAsk } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { type Fixable, fixesFor } from '../plans/fixes.ts';
import type { Question, QuestionKind } from '../questions/question.ts';
import { diagnose } from '../rules/diagnose.ts';
import { RULES } from '../rules/index.ts';
import type { Finding, NotChecked } from '../rules/rule.ts';
import { withTheirs } from '../rules/with-theirs.ts';
import { unique } from '../services/choice.ts';
import { canBeRouted, dialledInVain } from '../services/dialled.ts';
import { type Asked, type Draft, todo, type WhyAnswer, type WhyStep } from './answer.ts';
import { bearing } from './bearing.ts';
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
  const found = bearing(state, question, diagnosis.findings, draft);
  const steps = draft.steps.concat(
    draft.adviseToo !== true && draft.steps.some(({ part }) => part === 'todo') ? [] : advice(found),
  );
  return {
    question,
    premise: draft.premise,
    answer: draft.answer,
    steps,
    prove: asOn(state, draft.prove ?? []),
    findings: unique(found.map(({ rule }) => rule)),
    fixes: fixesOf(state, question, fixesFor(found, diagnosis.findings)),
    missing: toAsk(state, draft.missing ?? []),
    notChecked: diagnosis.notChecked.filter((each) => concerns(each, question.kind)),
    sources: unique([...(draft.sources ?? []), ...steps.flatMap(({ sources }) => sources ?? [])]),
  };
}

/** Where no finding tells of it, the clients that were asked about do. */
function fixesOf(
  state: HostState,
  { kind, vmknic, destination }: Question,
  found: readonly Fixable[],
): readonly Fixable[] {
  if (kind !== 'return-path' || vmknic === null || destination === null) return found;
  if (found.some(({ rule }) => rule === 'return-path') || !canBeRouted(state, destination)) return found;
  const [dialled] = dialledInVain(state, { network: destination, vmknic });
  return dialled === undefined
    ? found
    : [...found, ...fixesFor([{ ...dialled, explains: [] }]).map((each) => ({ ...each, which: { vmknic } }))];
}

/** What follows from a finding goes away with it, and what two findings advise in the same words is said once. */
function advice(found: readonly Finding[]): readonly WhyStep[] {
  const follows = new Set(found.flatMap(({ explains }) => explains.flatMap(withTheirs)));
  const roots = found.filter((each) => !follows.has(each));
  const byText = new Map(roots.map((finding) => [finding.todo, adviceOf(finding)] as const).reverse());
  return [...byText.values()].reverse();
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
