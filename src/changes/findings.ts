/** Verifying: the table shows what was wanted, the finding is gone, and nothing graver appeared. */
import type { HostState } from '../core/esxi/host-state.ts';
import type { Plan } from '../core/plans/plan.ts';
import { type Expectation, expectationOf, isMet } from '../core/plans/table.ts';
import { isListed } from '../core/routing/forwarding.ts';
import { diagnose } from '../core/rules/diagnose.ts';
import type { Finding } from '../core/rules/rule.ts';
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
export function wrongAfter(plan: Plan, state: HostState, before: Before | null): readonly string[] {
  const wrong = plan.expects
    .filter((each) => !isShown(each, state))
    .map(({ network, gateway, present }) =>
      present ? `${network} via ${gateway} is not in the table.` : `${network} is still in the table.`,
    );
  const [was, is] = [before?.findings ?? {}, errorsOf(state, plan.rule)];
  const { rule } = plan;
  if (rule !== null && (is[rule] ?? 0) > 0 && (is[rule] ?? 0) >= (was[rule] ?? 0))
    wrong.push(`The finding ${rule} is still there.`);
  for (const [each, count] of Object.entries(is)) {
    if (each !== rule && count > (was[each] ?? 0)) wrong.push(`A new finding appeared: ${each}.`);
  }
  return wrong;
}

/** Whether the table shows that everything was taken back. */
export function isTakenBack({ undoSteps }: Plan, state: HostState): boolean {
  return undoSteps.every(({ command }) => isShown(expectationOf(command), state));
}

/** A table that was not read shows nothing, least of all that something is gone. */
function isShown(expected: Expectation, state: HostState): boolean {
  return isListed(state, expected.netstack) && isMet(expected, state.routes ?? []);
}
