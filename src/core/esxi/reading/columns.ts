import { BAD, type Cell, type Repair } from './cells.ts';

/** The words of a line; `wide[i]` is true where two or more blanks, or the line's start, stand before word i. */
export interface Words {
  readonly words: readonly string[];
  readonly wide: readonly boolean[];
}

export interface Column {
  /** The key of the value; an empty key is read and dropped. */
  readonly as: string;
  readonly cell: Cell;
}

export interface RowMatch {
  readonly values: readonly unknown[];
  /** Index of the first word after the row. */
  readonly end: number;
  readonly repairs: readonly Repair[];
}

/** Rows longer than this are no rows of ESXi. */
const MOST_WORDS = 64;
const LONGEST_TEXT = 12;

export function toWords(text: string): Words {
  const words: string[] = [];
  const wide: boolean[] = [];
  const end = text.length;
  for (let at = 0; at < end; ) {
    let from = at;
    while (from < end && text.charCodeAt(from) === 32) from++;
    if (from === end) break;
    let to = from;
    while (to < end && text.charCodeAt(to) !== 32) to++;
    words.push(text.slice(from, to));
    wide.push(at === 0 || from - at > 1);
    at = to;
  }
  return { words, wide };
}

/**
 * Fits typed columns to the words from `from` on. Widths do not matter: pastes lose them, and ESXi's own rows overflow
 * their columns. `toEnd`: the row must use up every word.
 */
export function matchRow(line: Words, columns: readonly Column[], from = 0, toEnd = true): RowMatch | null {
  if (toEnd && line.words.length - from > MOST_WORDS) return null;
  const values: unknown[] = new Array(columns.length);
  const repairs: Repair[] = [];
  const end = place(line, columns, 0, from, toEnd, values, repairs);
  return end < 0 ? null : { values, end, repairs };
}

function place(
  line: Words,
  columns: readonly Column[],
  c: number,
  at: number,
  toEnd: boolean,
  values: unknown[],
  repairs: Repair[],
): number {
  const column = columns[c];
  if (column === undefined) return !toEnd || at === line.words.length ? at : -1;
  const kept = repairs.length;
  for (const length of lengthsOf(line, column.cell, at, c === columns.length - 1 && toEnd)) {
    if (at + length > line.words.length) continue;
    const text = length === 1 ? line.words[at]! : line.words.slice(at, at + length).join(' ');
    const value = column.cell.read(text, repairs);
    if (value !== BAD) {
      values[c] = value;
      const end = place(line, columns, c + 1, at + length, toEnd, values, repairs);
      if (end >= 0) return end;
    }
    repairs.length = kept;
  }
  return -1;
}

/** Free text first tries to end at the nearest wide gap, then takes all it can; in the last column it takes what is left. */
function lengthsOf(line: Words, cell: Cell, at: number, last: boolean): readonly number[] {
  if (!cell.free) return cell.lengths(line.words, at);
  const left = line.words.length - at;
  if (last) return left === 0 ? cell.lengths(line.words, at) : [left];
  const most = Math.min(left, LONGEST_TEXT);
  const atGaps: number[] = [];
  const others: number[] = [];
  for (let n = 1; n <= most; n++) (line.wide[at + n] ? atGaps : others).push(n);
  return [...atGaps, ...others.toReversed(), ...cell.lengths(line.words, at)];
}

/** Two neighbouring free texts without a wide gap between them can be cut in more than one place. */
export function isAmbiguous(line: Words, columns: readonly Column[], match: RowMatch, from = 0): boolean {
  const first = columns.findIndex(({ cell }, i) => cell.free && columns[i + 1]?.cell.free);
  if (first < 0 || match.end - from <= columns.length) return false;
  return !line.wide.slice(from + 1, match.end).some(Boolean);
}
