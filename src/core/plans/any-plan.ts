import type { TimePlan } from './ntp/plan.ts';
import type { Plan } from './plan.ts';

/** A plan of a host's tables or of its time; `kind` tells which. Both go the same road. */
export type AnyPlan = Plan | TimePlan;
