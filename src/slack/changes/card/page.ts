/** A page out of pieces, as much of each as fits one message. */
import type { KnownBlock, RichTextBlockElement, TableBlock } from '@slack/types';
import { type Phrase, said } from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { element, OURS, SLACK, small, within } from '../../render/index.ts';
import { shortened, visibleLine } from '../../text/index.ts';
import { elementsOf, mentionsIn, plainOf, sectionOf } from './phrases.ts';
import type { CardNames } from './subject.ts';

export type Piece =
  /** A bold sentence, and what follows it on the same line. */
  | { readonly kind: 'head'; readonly text: Phrase; readonly rest?: Phrase }
  | { readonly kind: 'line'; readonly text: Phrase }
  | { readonly kind: 'lines'; readonly lines: readonly Phrase[] }
  | { readonly kind: 'list'; readonly title?: string; readonly lines: readonly Phrase[] }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  /** The first row is its head; the others may be cut off at the end. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'block'; readonly block: KnownBlock }
  /** Words of the configuration, in which mentions are mentions. */
  | { readonly kind: 'mentions'; readonly before: string; readonly text: string }
  | { readonly kind: 'small'; readonly text: string };

/** How much of each text and of each list is shown. */
interface Room {
  readonly text: number;
  readonly items: number;
}

const ROOMS: readonly Room[] = [
  { text: 1_000, items: 40 },
  { text: 400, items: 20 },
  { text: 200, items: 10 },
  { text: 100, items: 6 },
  { text: 40, items: 3 },
];

/** One message; `says` is its plain text for notifications and screen readers. */
export function pageOfPieces(pieces: readonly Piece[], says: Phrase, names: CardNames): Page {
  return within({ text: plainText(says, names), blocks: fittingBlocks(pieces, names) });
}

/** As much of each as fits the blocks of one message. */
export function fittingBlocks(pieces: readonly Piece[], names: CardNames): KnownBlock[] {
  const fitting = ROOMS.map((room) => blocksOf(pieces, names, room)).find(fits);
  if (fitting === undefined) throw new RangeError('a card does not fit a message however short it is told');
  return fitting;
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return JSON.stringify(blocks).length <= OURS.pageJson && blocks.length <= SLACK.blocksPerMessage;
}

function plainText(says: Phrase, names: CardNames): string {
  const texts = ROOMS.map(({ text }) => plainOf(says, names, text));
  return texts.find((text) => text.length >= 1 && text.length <= SLACK.text) ?? 'vmkbot';
}

/** Neighbouring texts are one block of rich text. */
function blocksOf(pieces: readonly Piece[], names: CardNames, room: Room): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  for (const piece of pieces) {
    const made = partsOf(piece, names, room);
    const last = blocks.at(-1);
    if (!Array.isArray(made)) blocks.push(made);
    else if (last?.type === 'rich_text') last.elements.push(...made);
    else if (made.length > 0) blocks.push({ type: 'rich_text', elements: made });
  }
  return blocks;
}

function partsOf(piece: Piece, names: CardNames, room: Room): KnownBlock | RichTextBlockElement[] {
  switch (piece.kind) {
    case 'head': {
      const head = elementsOf(piece.text, names, room.text, { bold: true });
      const rest = elementsOf(piece.rest ?? [], names, room.text);
      return [{ type: 'rich_text_section', elements: [...head, ...rest] }];
    }
    case 'line':
      return [sectionOf(piece.text, names, room.text)];
    case 'mentions': {
      const elements = [element(piece.before), ...mentionsIn(piece.text, room.text)];
      return [{ type: 'rich_text_section', elements }];
    }
    case 'lines':
      return fewOf(piece.lines, room).map((line) => sectionOf(line, names, room.text));
    case 'list':
      return listOf(piece, names, room);
    case 'commands':
      return piece.lines.length === 0 ? [] : [codeOf(piece.lines, room)];
    case 'table':
      return tableOf(piece.rows, room);
    case 'block':
      return piece.block;
    case 'small':
      return small(shortened(visibleLine(piece.text), room.text));
  }
}

function listOf({ title, lines }: Extract<Piece, { kind: 'list' }>, names: CardNames, room: Room) {
  if (lines.length === 0) return [];
  const items = fewOf(lines, room).map((line) => sectionOf(line, names, room.text));
  const list: RichTextBlockElement = { type: 'rich_text_list', style: 'bullet', elements: items };
  return title === undefined ? [list] : [sectionOf([title], names, room.text, { bold: true }), list];
}

function fewOf(lines: readonly Phrase[], room: Room): readonly Phrase[] {
  const left = lines.length - room.items;
  return left > 0 ? [...lines.slice(0, room.items), said`${left} more in the details`] : lines;
}

function codeOf(lines: readonly string[], room: Room): RichTextBlockElement {
  const left = lines.length - room.items;
  const shown = lines.slice(0, room.items).map((line) => shortened(visibleLine(line), room.text) || ' ');
  const text = [...shown, ...(left > 0 ? [`… ${left} more in the details`] : [])].join('\n');
  return { type: 'rich_text_preformatted', elements: [element(text)] };
}

const CELL = 60;

/** Rows that are cut off are counted in one of their own. */
function tableOf([head = [], ...rows]: readonly (readonly string[])[], room: Room): TableBlock {
  const left = rows.length - room.items;
  const more = left > 0 ? [head.map((_, i) => (i === 0 ? `… ${left} more` : '–'))] : [];
  const cells = [head, ...rows.slice(0, room.items), ...more].map((row) =>
    row.map((text) => ({ type: 'raw_text' as const, text: cellText(text) })),
  );
  return { type: 'table', rows: cells };
}

function cellText(text: string): string {
  const shown = shortened(visibleLine(text), CELL);
  return shown.trim() === '' ? '–' : shown;
}
