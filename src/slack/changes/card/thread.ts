/** What the thread below a card is told when something happened. */
import type { Change } from '../../../changes/change.ts';
import type { JournalEntry } from '../../../changes/journal.ts';
import { isConfirmed } from '../../../core/approvals/approval.ts';
import {
  between,
  describeEnding,
  type Ending,
  headingOf,
  isEnding,
  journalLine,
  moreOperators,
  type Phrase,
  person,
  said,
  time,
  votes,
  whatOf,
} from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { stayPieces } from './hosts.ts';
import { type Piece, pageOfPieces } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

interface Followed {
  readonly change: Change;
  readonly entries: readonly JournalEntry[];
}

/** Null where nothing is worth telling: progress is seen on the card. `subject` is of the whole where the change is a part of one. */
export function threadPage(followed: Followed, subject: CardSubject, names: CardNames): Page | null {
  const { change, entries } = followed;
  const own = ownSubject(change, subject);
  // A whole that is called off ends by an entry of its own, once it let go of its hosts. Without entries it is told once more, after a crash.
  const isOver = change.together === null || change.together.state !== null;
  const ending = isOver && (entries.length === 0 || entries.some(isEnding)) ? describeEnding(own) : null;
  if (ending !== null) return isWorthTelling(change) ? endPage(own, ending, toldTo(own, subject), names) : null;
  const told = entries.flatMap((entry) => {
    const line = lineOf(entry, change);
    return line === null ? [] : [line];
  });
  if (told.length === 0) return null;
  return pageOfPieces([{ kind: 'lines', lines: told }], said`${headingOf(own)} · ${told.at(-1)!}`, names);
}

/** A part of a whole with its own plan. */
function ownSubject(change: Change, subject: CardSubject): CardSubject {
  if (change.group === null) return { ...subject, change };
  const plans = subject.plans.filter(({ digest }) => digest === change.approval.digest);
  return {
    change,
    plans,
    members: [],
    journal: subject.change.approval.id === change.approval.id ? subject.journal : [],
  };
}

/** Of the parts of a whole only what went wrong: the card's table shows the rest. */
function isWorthTelling({ group, approval: { state } }: Change): boolean {
  return group === null || (state !== 'verified' && state !== 'cancelled');
}

function lineOf(entry: JournalEntry, change: Change): Phrase | null {
  const { what, by } = entry;
  if (what === 'hands-done') return journalLine(entry);
  // Of several hosts the card's table tells it.
  if (what === 'watch' && change.group === null) return journalLine(entry);
  if (what !== 'confirmed' || by === null || change.group !== null) return null;
  return said`${journalLine(entry)} ${nextOf(change)}`;
}

function nextOf(change: Change): Phrase {
  if (isConfirmed(change.approval)) return said`It begins now.`;
  return said`It waits for ${moreOperators(change)} until ${time(change.approval.expires)}.`;
}

/**
 * Whoever asked, by a mention. Of a part nobody: the end of the whole follows and tells them once. Only where others are still under way,
 * which may take long, a host that needs hands is worth a mention of its own.
 */
function toldTo({ change, plans }: CardSubject, { members }: CardSubject): Phrase {
  const { id, asker, state } = change.approval;
  const isLate = members.some(({ approval }) => approval.id !== id && approval.state === 'applying');
  if (change.group !== null && !(state === 'needs-hands' && isLate)) return [];
  return said`${person(asker)} asked to ${whatOf(plans)}`;
}

/** The end, with who confirmed where whoever asked is told. */
function endPage(subject: CardSubject, ending: Ending, to: Phrase, names: CardNames): Page {
  const { change } = subject;
  const pieces: Piece[] = [
    { kind: 'head', text: ending.headline },
    { kind: 'lines', lines: to.length === 0 ? [] : [between([to, ...votes(change)], ' · ')] },
    { kind: 'lines', lines: ending.lines },
    { kind: 'commands', lines: ending.commands },
    ...(change.together === null ? [] : stayPieces(subject)),
    { kind: 'small', text: `Every step, its output and its time: /vmk changes ${change.approval.id}` },
  ];
  return pageOfPieces(pieces, between([ending.headline, to], ' '), names);
}
