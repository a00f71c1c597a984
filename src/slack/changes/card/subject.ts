import type { Change } from '../../../changes/change.ts';
import type { JournalEntry } from '../../../changes/journal.ts';
import type { AnyPlan } from '../../../core/plans/any-plan.ts';

/** What a card is about: a change with its plan, or a whole with its members and their plans in one order. */
export interface CardSubject {
  readonly change: Change;
  readonly plans: readonly AnyPlan[];
  /** Empty where it is not of several hosts. */
  readonly members: readonly Change[];
  readonly journal: readonly JournalEntry[];
}

/** How people are named. Only `<@U…>` and `<!subteam^S…>` become mentions, whatever else is in it. */
export interface CardNames {
  who(id: string): string;
  /** `<@U2>, <!subteam^S1>`: who may confirm; empty where that is not known. */
  readonly operators: string;
}

/** People by their ids. */
export const BY_ID: CardNames = { who: (id) => `<@${id}>`, operators: '' };
