import { BAD } from './cells.ts';
import type { Collector } from './collector.ts';
import { type Column, isAmbiguous, matchRow, type RowMatch, toWords, type Words } from './columns.ts';
import type { Header } from './header.ts';
import type { Line } from './lines.ts';
import { type Row, titleKey } from './parser.ts';
import { withoutRemark } from './remark.ts';

/** A table whose rows are being read. */
export type OpenTable = Pick<Header, 'parser' | 'shape' | 'columns'>;

const MOST_WRAPS = 3;
/** Why a row or record that could be read says nothing. */
export const NAMELESS = 'Its values do not make an entry of the host: something is missing or damaged.';
/** No terminal is narrower, so shorter rows were not broken. */
const NARROWEST = 56;
const ONE_WORD = [1, 0];
const SHORT_FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const ELSEWHERE = /^\s*(?:-{2,}[\s-]*|)$/;

/** True where dashes or a row follow the header on its line: else the line only begins like a header. */
export function hasRowBehind(words: Words, header: Header): boolean {
  const next = words.words[header.end];
  // `UplinksvSwitch0`: the header and the first row have run into each other.
  if (
    next !== undefined &&
    Object.keys(header.shape.titles).some((key) => key.length > 4 && titleKey(next).startsWith(key))
  )
    return false;
  return (
    next !== undefined &&
    (/^[-=]{2,}$/.test(next) || matchRow(words, folding(header.columns), header.end, false) !== null)
  );
}

/** Rows that stand on the header's own line, behind it or behind the dashes that follow; returns the word where they end. */
export function readFolded(line: Line, words: Words, header: Header, out: Collector): number {
  let at = header.end;
  while (at < words.words.length) {
    if (/^[-=]{2,}$/.test(words.words[at]!)) {
      at++;
      continue;
    }
    const match = matchRow(words, folding(header.columns), at, false);
    if (match === null && /^(?:esxcli|esxcfg-\w+|localcli)$/.test(words.words[at]!)) return at;
    if (match === null || match.end === at) {
      out.refuse(
        { ...line, raw: words.words.slice(at, at + 24).join(' ') },
        'The table stands on one line, and from here on its words fit no row.',
      );
      return words.words.length;
    }
    if (freeNeighbours(header.columns)) out.assume(line, 'boundary', [boundary(words, match)]);
    take(line, header, match, out);
    at = match.end;
  }
  return at;
}

/** On a folded line free text would swallow the next row: it is as short as it can be, and in the last column one word. */
function folding(columns: readonly Column[]): readonly Column[] {
  return columns.map((column, c) => {
    if (!column.cell.free) return column;
    const lengths = c === columns.length - 1 ? ONE_WORD : SHORT_FIRST;
    return { ...column, cell: { ...column.cell, free: false, lengths: () => lengths } };
  });
}

/** Reads the line at `i` as a row of the open table; returns how many lines it took, 0 where it is no row. */
export function readRow(lines: readonly Line[], i: number, words: Words, table: OpenTable, out: Collector): number {
  const line = lines[i]!;
  const match = matchRow(words, table.columns);
  if (match !== null) {
    const wrapped = readBroken(lines, i, table, out);
    if (wrapped > 0) return wrapped;
    if (isAmbiguous(words, table.columns, match)) out.assume(line, 'boundary', [boundary(words, match)]);
    take(line, table, match, out);
    return 1;
  }
  if (!startsRow(words, table)) return 0;
  if (readRemarked(line, table, out)) return 1;
  const taken = readWrapped(lines, i, table, out);
  if (taken > 0) return taken;
  const title = table.parser.commands[0];
  out.refuse(line, `It begins like a row of \`${title}\` but does not fit its columns: it may be cut off or damaged.`);
  return 1;
}

/** A row with a remark behind it. */
function readRemarked(line: Line, table: OpenTable, out: Collector): boolean {
  const text = withoutRemark(line.text);
  const match = text === line.text ? null : matchRow(toWords(text), table.columns);
  if (match === null) return false;
  take(line, table, match, out);
  return true;
}

/** True where the first word is of the first column's type, so that the line means to be a row. */
export function startsRow({ words }: Words, { columns }: OpenTable): boolean {
  const first = columns[0]!.cell;
  return !first.free && words[0] !== undefined && first.read(words[0], []) !== BAD;
}

/** A row may fit and still have lost its end to the next line: `defaultTcpip`, `Stack`; `STATIC`, `vmotion`. */
function readBroken(lines: readonly Line[], i: number, table: OpenTable, out: Collector): number {
  const line = lines[i]!;
  if (line.text.length < NARROWEST || table.columns.at(-1)!.cell.free) return 0;
  const longer = withNextWord(line.text, lines[i + 1], table);
  if (longer === null) return 0;
  join(line, longer, 2, table, out);
  return 2;
}

type Joined = { readonly text: string; readonly match: RowMatch };

/** The row with the one word of the next line behind it, where it still fits. */
function withNextWord(text: string, next: Line | undefined, table: OpenTable): Joined | null {
  if (next === undefined || !/^\s*\S+\s*$/.test(next.text) || startsRow(toWords(next.text), table)) return null;
  for (const joined of joins([text.trimEnd(), next.text.trim()]).toReversed()) {
    const match = matchRow(toWords(joined), table.columns);
    if (match !== null) return { text: joined, match };
  }
  return null;
}

function join(line: Line, { text, match }: Joined, count: number, table: OpenTable, out: Collector): void {
  const as = text.replace(/\s+/g, ' ').trim().slice(0, 160);
  out.assume(line, 'join', [{ read: `a row broken over ${count} lines`, as }]);
  take(line, table, match, out);
}

/** A terminal or mail client broke the row: join it with what follows, at a blank or in the middle of a word. */
function readWrapped(lines: readonly Line[], i: number, table: OpenTable, out: Collector): number {
  const parts = [lines[i]!.text.trimEnd()];
  for (let n = 1; n <= MOST_WRAPS; n++) {
    const next = lines[i + n];
    if (next === undefined || ELSEWHERE.test(next.text) || startsRow(toWords(next.text), table)) return 0;
    parts.push(next.text.trimEnd());
    const ways = joins(parts).map((text) => ({ text, match: matchRow(toWords(text), table.columns) }));
    const fits = ways.filter((way) => way.match !== null);
    const different = new Set(fits.map(({ match }) => JSON.stringify(match!.values)));
    if (different.size > 1) return 0;
    if (fits.length > 0) {
      const whole = { text: fits[0]!.text, match: fits[0]!.match! };
      const longer = withNextWord(whole.text, lines[i + n + 1], table);
      const count = longer === null ? n + 1 : n + 2;
      join(lines[i]!, longer ?? whole, count, table, out);
      return count;
    }
  }
  return 0;
}

/** Every way to join the parts: each seam is a blank or nothing. */
function joins(parts: readonly string[]): string[] {
  return parts
    .slice(1)
    .reduce<string[]>(
      (texts, part) => texts.flatMap((text) => [`${text} ${part.trim()}`, `${text}${part.trim()}`]),
      [parts[0]!],
    );
}

function freeNeighbours(columns: readonly Column[]): boolean {
  return columns.some(({ cell }, c) => cell.free && columns[c + 1]?.cell.free);
}

function boundary(words: Words, match: RowMatch) {
  return {
    read: words.words.slice(0, 24).join(' '),
    as: match.values.filter((value) => value !== undefined).join(' | '),
  };
}

function take(line: Line, { parser, shape, columns }: OpenTable, match: RowMatch, out: Collector): void {
  const values: Record<string, unknown> = {};
  for (const [c, { as }] of columns.entries()) {
    if (as !== '' && match.values[c] !== undefined) values[as] = match.values[c];
  }
  if (match.repairs.length > 0) out.assume(line, 'characters', match.repairs);
  out.taken = line;
  const row: Row = { values, line, lines: null, heading: null };
  if (!out.add(parser, shape.build(row, out.context))) out.refuse(line, NAMELESS);
}
