import type { AnyPlan } from '../../plans/any-plan.ts';
import { anyPlanWords } from '../any-plan.ts';
import { hostTitle } from '../join.ts';
import { count } from '../words.ts';
import type { ToldSubject } from './told.ts';

/** `esx-07: add a route to 10.0.0.0/24 via 10.1.0.1`, `3 hosts: …`. */
export function headingOf({ change, plans }: ToldSubject): string {
  const hosts = hostsOf({ change, plans });
  return `${hosts}: ${whatOf(plans)}`;
}

/** The host's name, or how many there are. */
export function hostsOf({ change, plans }: Pick<ToldSubject, 'change' | 'plans'>): string {
  if (change.together !== null) return count(change.together.members.length, 'host');
  return plans[0] === undefined ? change.approval.host : hostTitle(plans[0].host);
}

/** What is done, as one phrase; `change` where the plans do not say the same. */
export function whatOf(plans: readonly AnyPlan[]): string {
  const all = new Set(plans.map(anyPlanWords));
  const [first] = all;
  if (first === undefined) return 'a change';
  return all.size === 1 ? first : `${first}, and alike on the others`;
}
