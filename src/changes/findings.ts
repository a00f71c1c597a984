/** Verifying: the table shows what was wanted, the finding is gone, and nothing graver appeared. */
import type { HostState } from '../core/esxi/host-state.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { expectedText, isTimeMet } from '../core/plans/ntp/expectation.ts';
import { timeListing } from '../core/plans/ntp/listing.ts';
import type { TimePlan } from '../core/plans/ntp/plan.ts';
import { type Expectation, expectationOf, isMet } from '../core/plans/table.ts';
import { isListed } from '../core/routing/forwarding.ts';
import { diagnose } from '../core/rules/diagnose.ts';
import type { Finding } from '../core/rules/rule.ts';
import { isTimeRule } from '../core/rules/time-rules.ts';
import type { Before } from './change.ts';

/** How often each rule finds an error, and how often the rule that is to be cured finds anything. */
export function errorsOf(state: HostState, cured: string | null): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { rule, severity } of all(diagnose(state).findings)) {
    if (severity === 'error' || rule === cured) counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

const all = (findings: readonly Finding[]): Finding[] => findings.flatMap((each) => [each, ...all(each.explains)]);

/** What is not as it should be after a change, one sentence each. */
export function wrongAfter(plan: AnyPlan, state: HostState, before: Before | null): readonly string[] {
  if (plan.kind === 'ntp') return wrongOfTime(plan, state, before);
  const wrong = plan.expects
    .filter((each) => !isShown(each, state))
    .map(({ network, gateway, present }) =>
      present ? `${network} via ${gateway} is not in the table.` : `${network} is still in the table.`,
    );
  const [was, is] = [before?.findings ?? {}, errorsOf(state, plan.rule)];
  const { rule } = plan;
  if (rule !== null && (is[rule] ?? 0) > 0 && (is[rule] ?? 0) >= (was[rule] ?? 0))
    wrong.push(`The finding ${rule} is still there.`);
  return [...wrong, ...appeared(is, was, (each) => each !== rule)];
}

type Counts = Readonly<Record<string, number>>;

function appeared(is: Counts, was: Counts, counts: (rule: string) => boolean): readonly string[] {
  return Object.entries(is).flatMap(([each, count]) =>
    counts(each) && count > (was[each] ?? 0) ? [`A new finding appeared: ${each}.`] : [],
  );
}

/** The settings alone: right after its start every daemon looks as if it heard nobody, so what time is like is watched. */
function wrongOfTime(plan: TimePlan, state: HostState, before: Before | null): readonly string[] {
  const listing = timeListing(state);
  const unmet = plan.expects.filter((each) => !isTimeMet(each, listing));
  return [
    ...unmet.map((each) => `The host does not show that ${expectedText(each)}.`),
    ...appeared(errorsOf(state, plan.rule), before?.findings ?? {}, (each) => !isTimeRule(each)),
  ];
}

/** Whether the host shows that everything was taken back. */
export function isTakenBack(plan: AnyPlan, state: HostState): boolean {
  if (plan.kind === 'ntp') {
    const listing = timeListing(state);
    return plan.undoSteps.every(({ done }) => done === null || isTimeMet(done, listing));
  }
  const { undoSteps } = plan;
  return undoSteps.every(({ command }) => isShown(expectationOf(command), state));
}

/** A table that was not read shows nothing, least of all that something is gone. */
function isShown(expected: Expectation, state: HostState): boolean {
  return isListed(state, expected.netstack) && isMet(expected, state.routes ?? []);
}
