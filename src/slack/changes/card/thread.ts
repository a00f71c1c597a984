/** What the thread below a card is told when something happened. */
import type { Change } from '../../../changes/change.ts';
import type { JournalEntry } from '../../../changes/journal.ts';
import {
  describeEnding,
  headingOf,
  isEnding,
  journalLine,
  person,
  said,
  standing,
  votes,
} from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { type Piece, pageOfPieces } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

/** Null where nothing is worth telling: progress is seen on the card. */
export function threadPage(
  followed: { readonly change: Change; readonly entries: readonly JournalEntry[] },
  subject: CardSubject,
  names: CardNames,
): Page | null {
  const { change, entries } = followed;
  const ending = entries.length === 0 || entries.some(isEnding) ? describeEnding({ ...subject, change }) : null;
  if (ending !== null) return endPage({ ...subject, change }, ending, names);
  const told = entries.filter(({ what, by }) => (what === 'confirmed' && by !== null) || what === 'hands-done');
  if (told.length === 0) return null;
  const last = told.at(-1)!;
  const next = last.what === 'confirmed' ? said` ${standing(change)}.` : [];
  return pageOfPieces(
    told.map((entry): Piece => ({ kind: 'line', text: said`${journalLine(entry)}${entry === last ? next : ''}` })),
    said`${headingOf({ ...subject, change })} · ${told.map(journalLine)[told.length - 1]!}`,
    names,
  );
}

/** The end, to whoever asked. */
function endPage(subject: CardSubject, ending: NonNullable<ReturnType<typeof describeEnding>>, names: CardNames): Page {
  const { change } = subject;
  const pieces: Piece[] = [
    { kind: 'head', text: ending.headline },
    { kind: 'line', text: said`${person(change.approval.asker)} asked for: ${headingOf(subject)}.` },
    ...votes(change).map((text): Piece => ({ kind: 'line', text })),
    ...ending.lines.map((text): Piece => ({ kind: 'line', text })),
    { kind: 'commands', lines: ending.commands },
  ];
  return pageOfPieces(
    pieces,
    said`${ending.headline} ${headingOf(subject)} · asked by ${person(change.approval.asker)}`,
    names,
  );
}
