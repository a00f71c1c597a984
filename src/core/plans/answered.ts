import type { Plan } from './plan.ts';

/**
 * The plans of an answer to `fix`, in the order of its hosts and just as they were made, so that each has its digest; none where it
 * is another verb's answer, or where they are for time: those are shown, and nobody is asked to confirm them yet. What an answer
 * tells besides, such as when its hosts were read, is no part of a plan.
 */
export function plansIn(answer: object): readonly Plan[] {
  const { schema, hosts, readings: _, ageSeconds: __, notPlanned: ___, ...one } = answer as Answered;
  if (schema !== 'vmkbot/plan/1' || isOfTime(one)) return [];
  return hosts ?? [one];
}

const isOfTime = ({ kind }: { readonly kind: string }) => kind === 'ntp';

interface Answered extends Plan {
  readonly schema?: string;
  readonly hosts?: readonly Plan[];
  readonly readings?: unknown;
  readonly ageSeconds?: unknown;
  readonly notPlanned?: unknown;
}
