import type { AnyPlan } from './any-plan.ts';

/**
 * The plans of an answer to `fix`, in the order of its hosts and just as they were made, so that each has its digest; none where it
 * is another verb's answer. What an answer tells besides, such as when its hosts were read, is no part of a plan.
 */
export function plansIn(answer: object): readonly AnyPlan[] {
  const { schema, hosts, readings: _, ageSeconds: __, notPlanned: ___, ...one } = answer as Answered;
  if (schema !== 'vmkbot/plan/1') return [];
  return hosts ?? [one as unknown as AnyPlan];
}

interface Answered {
  readonly schema?: string;
  readonly hosts?: readonly AnyPlan[];
  readonly readings?: unknown;
  readonly ageSeconds?: unknown;
  readonly notPlanned?: unknown;
}
