import type { AnyPlan } from '../plans/any-plan.ts';
import type { ChangeKept, ChangeRow, ChangeView, JournalRow } from '../record.ts';
import { followedOf, type ToldChange, type ToldEntry, toldState, watchedUntil, whatOf } from './change/index.ts';

/** A change as it stands in a list; of a whole the plans are those of its members, and what is watched is known by them alone. */
export function changeRow(change: ToldChange, plans: readonly AnyPlan[], parts: readonly ToldChange[] = []): ChangeRow {
  const until = watchedUntil(change, parts);
  const { members = [], changed } = change.together ?? {};
  const { id, host, kind, asker, askedAt, expires, confirmed, quorum, ended } = change.approval;
  return {
    ...{ id, host, what: whatOf(plans), kind, state: toldState(change), asker, followed: followedOf(change) },
    ...{ askedAt: iso(askedAt), expires: iso(expires), confirmed: confirmed.length, quorum, group: change.group },
    ended: ended === null ? null : { at: iso(ended.at), by: ended.by, why: ended.why },
    watchedUntil: until === null ? null : iso(until),
    changed: changed === undefined ? null : { hosts: changed, of: members.length },
  };
}

/** Everything about one change, for programs. */
export function changeView({ change, plans, members, journal, earlier }: ChangeKept): ChangeView {
  const { digest, needsReason, needsCode, progress, confirmed } = change.approval;
  const { timer, drift, saved, hands } = change;
  return {
    ...changeRow(change, plans, members),
    ...{ digest, needsReason, needsCode, progress, timer, drift, saved, hands, earlier },
    votes: confirmed.map(({ by, at, reason }) => ({ by, at: iso(at), reason })),
    plan: change.together === null ? (plans[0] ?? null) : null,
    members: members.map((member, i) => changeRow(member, plans.slice(i, i + 1))),
    journal: journal.map(journalRow),
  };
}

export function journalRow({ at, by, what, phase, detail }: ToldEntry): JournalRow {
  return { at: iso(at), by, what, phase, detail };
}

const iso = (at: number) => new Date(at).toISOString();
