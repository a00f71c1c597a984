import { gravestQuestions, notKnownLine, planNotes } from '../../../core/describe/change/index.ts';
import type { AnyPlan } from '../../../core/plans/any-plan.ts';
import { alike } from './alike.ts';
import type { Piece } from './page.ts';

const TITLE = 'To judge before confirming';

/** What only a person knows, the gravest first, and what nobody read. */
export function judgePieces(plans: readonly AnyPlan[]): Piece[] {
  const more = Math.max(...plans.map((plan) => gravestQuestions(plan).more));
  return [
    { kind: 'lines', lines: alike(plans, planNotes) },
    { kind: 'lines', lines: alike(plans, (plan) => [notKnownLine(plan)].filter((line) => line.length > 0)) },
    {
      kind: 'list',
      title: more === 0 ? TITLE : `${TITLE} (${more} more in the details)`,
      lines: alike(plans, (plan) => gravestQuestions(plan).asked),
    },
  ];
}
