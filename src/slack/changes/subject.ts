import type { Change } from '../../changes/change.ts';
import type { Changes } from '../../changes/service.ts';
import type { CardSubject } from './card/index.ts';

type Kept = Pick<Changes, 'get' | 'planOf' | 'journal'>;

/** All that a card shows of a change; of a whole its members with theirs. */
export async function subjectOf(change: Change, changes: Kept): Promise<CardSubject> {
  const { id } = change.approval;
  const ids = change.together?.members ?? [];
  const [members, plans, journal] = await Promise.all([
    Promise.all(ids.map((each) => changes.get(each))),
    Promise.all((ids.length > 0 ? ids : [id]).map((each) => changes.planOf(each))),
    changes.journal(id),
  ]);
  const there = <T>(all: readonly (T | null)[]) => all.filter((each) => each !== null);
  return { change, members: there(members), plans: there(plans), journal };
}
