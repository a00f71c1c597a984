import type { AnyPlan } from '../plans/any-plan.ts';
import { planWords } from './plan.ts';
import { timePlanWords } from './time-plan.ts';

/** What a plan does, as one phrase. */
export function anyPlanWords(plan: AnyPlan): string {
  return plan.kind === 'ntp' ? timePlanWords(plan) : planWords(plan);
}
