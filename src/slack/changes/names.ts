import { type Change, hostsOf } from '../../changes/change.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import type { Approvers } from '../people/approvers.ts';
import { NAMES } from '../people/mentions.ts';
import type { CardNames } from './card/index.ts';

/** Who may still confirm a change, as mentions: not its asker, and nobody who has. */
export function operatorsOf(change: Change, approvers: Pick<Approvers, 'operators'>): string {
  const { asker, confirmed, kind } = change.approval;
  const except = [asker, ...confirmed.map(({ by }) => by)];
  return approvers.operators(hostsOf(change), kind as AnyPlan['kind'], except);
}

export function namesFor(change: Change, approvers: Pick<Approvers, 'operators'>): CardNames {
  return { who: NAMES.user, operators: operatorsOf(change, approvers) };
}
