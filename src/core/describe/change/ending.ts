import { needsHands, rolledBack, verified, voided } from './applied-ending.ts';
import { type Ending, ending } from './ending-shape.ts';
import { hostsOf } from './heading.ts';
import { person, said, time } from './phrase.ts';
import { type ToldEntry, type ToldSubject, toldState } from './told.ts';
import { notTouched, wholeEnding } from './whole-ending.ts';

/** Null while it has not ended and needs nobody's hands. */
export function describeEnding(subject: ToldSubject): Ending | null {
  const { change } = subject;
  const host = hostsOf(subject);
  const state = toldState(change);
  const { ended } = change.approval;
  const by = ended?.by ?? null;
  const why = ended?.why ?? null;
  if (state === 'pending' || state === 'applying') return null;
  if (change.together !== null && !isUntouched(subject)) return wholeEnding(subject);
  const nothing = [NOTHING_RUN, ...(change.together === null ? [] : notTouched(subject.members))];
  switch (state) {
    case 'rejected':
      return ending(said`${host}: rejected${by === null ? '' : said` by ${person(by)}`}.`, [
        ...(why === null ? [] : [said`“${why}”`]),
        ...nothing,
      ]);
    case 'cancelled':
      if (change.group !== null)
        return ending(said`${host}: not begun, since what it was part of had ended.`, [NOTHING_RUN]);
      return ending(said`${host}: cancelled${by === null ? '' : said` by ${person(by)}`}.`, nothing);
    case 'expired':
      return ending(said`${host}: expired at ${time(change.approval.expires)}, with ${counted(subject)}.`, nothing);
    case 'verified':
      return verified(subject, host);
    case 'rolled-back':
      return rolledBack(subject, host);
    case 'void':
      return voided(subject, host);
    case 'needs-hands':
      return needsHands(subject, host);
  }
}

const NOTHING_RUN = said`Nothing was run.`;

/** It was called off before any of its hosts was begun. */
function isUntouched({ change, members }: ToldSubject): boolean {
  if (!['rejected', 'cancelled', 'expired'].includes(toldState(change))) return false;
  return members.every(({ approval }) => ['pending', 'cancelled', 'expired'].includes(approval.state));
}

function counted({ change: { approval } }: ToldSubject): string {
  const { confirmed, quorum } = approval;
  return confirmed.length === 0 ? 'no confirmation' : `${confirmed.length} of ${quorum} confirmations`;
}

/** Entries that tell of its end. */
export const isEnding = ({ what }: ToldEntry): boolean => ['ended', 'rejected', 'cancelled', 'expired'].includes(what);
