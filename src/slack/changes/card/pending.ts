import type { KnownBlock } from '@slack/types';
import { describeEnding, headingOf, said, waitsFor } from '../../../core/describe/change/index.ts';
import { buttonsOf } from './buttons.ts';
import { cardPieces } from './card.ts';
import { fittingBlocks, type Piece } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

/**
 * A change on somebody's Home tab, with what this person can decide: all that its card shows, since whoever decides here has seen
 * nothing else.
 */
export function pendingBlocks(
  subject: CardSubject,
  names: CardNames,
  now: number,
  reader?: string,
): readonly KnownBlock[] {
  const pieces = cardPieces(subject, names, now).map(withoutTable);
  return [...fittingBlocks(pieces, names), ...buttonsOf(subject, reader)];
}

/** What became of a change that somebody's Home tab showed, in one line. */
export function decidedBlocks(subject: CardSubject, names: CardNames): readonly KnownBlock[] {
  const told = describeEnding(subject)?.headline ?? said`${headingOf(subject)}: ${waitsFor(subject)}.`;
  const text = said`${told} \`changes ${subject.change.approval.id}\` has every step.`;
  return fittingBlocks([{ kind: 'line', text }], names);
}

/** Slack takes a table in messages alone. */
function withoutTable(piece: Piece): Piece {
  if (piece.kind !== 'table') return piece;
  return { kind: 'list', lines: piece.rows.slice(1).map((row) => said`${row.join(' · ')}`) };
}
