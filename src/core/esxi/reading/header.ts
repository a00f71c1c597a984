import { elided } from './cells.ts';
import type { Column, Words } from './columns.ts';
import { type Parser, type Shape, titleKey } from './parser.ts';

/** A header found in a line, and the index of the first word behind it. */
export interface Header {
  readonly parser: Parser;
  readonly shape: Shape;
  readonly columns: readonly Column[];
  readonly end: number;
}

/** Which shapes can begin with a word. */
export interface HeaderIndex {
  readonly starts: ReadonlyMap<string, readonly { parser: Parser; shape: Shape }[]>;
  /** Lines judged before: hosts print the same few headers over and over. */
  readonly known: Map<string, Header | null>;
}

const LONGEST_TITLE = 4;
/** `IP Address` begins with a word of two letters: headers are found by that much of their first word. */
const SHORTEST_WORD = 2;
const MOST_KNOWN = 1024;
const MOST_KNOWN_WORDS = 48;

export function headerIndex(parsers: readonly Parser[]): HeaderIndex {
  const starts = new Map<string, { parser: Parser; shape: Shape }[]>();
  for (const parser of parsers) {
    for (const shape of parser.shapes ?? []) {
      if (shape.table === false) continue;
      const firsts = new Set(Object.keys(shape.titles).map((key) => key.slice(0, SHORTEST_WORD)));
      for (const first of firsts) starts.set(first, [...(starts.get(first) ?? []), { parser, shape }]);
    }
  }
  return { starts, known: new Map() };
}

/** The header that the line begins with; of several that fit, the one that explains most words. */
export function findHeader(line: Words, index: HeaderIndex): Header | null {
  const first = line.words[0];
  if (first === undefined || line.words.length < 2 || !/^[A-Za-z_/.][A-Za-z_/.-]*$/.test(first)) return null;
  const candidates = index.starts.get(titleKey(first).slice(0, SHORTEST_WORD));
  if (candidates === undefined) return null;
  const text = line.words.length > MOST_KNOWN_WORDS ? null : line.words.join(' ');
  const known = text === null ? undefined : index.known.get(text);
  if (known !== undefined) return known;
  const header = bestHeader(line, candidates);
  if (text !== null) {
    if (index.known.size >= MOST_KNOWN) index.known.clear();
    index.known.set(text, header);
  }
  return header;
}

function bestHeader(line: Words, candidates: readonly { parser: Parser; shape: Shape }[]): Header | null {
  let best: Header | null = null;
  for (const { parser, shape } of candidates) {
    const header = readHeader(line, parser, shape);
    if (header && (best === null || header.end > best.end)) best = header;
  }
  return best;
}

function readHeader({ words }: Words, parser: Parser, shape: Shape): Header | null {
  const columns: Column[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at < words.length) {
    const found = titleAt(words, at, shape, seen);
    if (found === null) break;
    columns.push(found.column);
    at += found.length;
  }
  return shape.required.every((key) => seen.has(key)) ? { parser, shape, columns, end: at } : null;
}

function titleAt(words: readonly string[], at: number, shape: Shape, seen: Set<string>) {
  if (/^(?:\.{2,}|…)$/.test(words[at]!)) return { column: { as: '', cell: elided }, length: 1 };
  for (let length = Math.min(LONGEST_TITLE, words.length - at); length > 0; length--) {
    const key = titleKey(words.slice(at, at + length).join(''));
    const column = shape.titles[key];
    // `Name ...` and `Speed -----` are titles with something else behind them.
    if (column === undefined || seen.has(key) || titleKey(words[at + length - 1]!) === '') continue;
    seen.add(key);
    return { column, length };
  }
  return null;
}
