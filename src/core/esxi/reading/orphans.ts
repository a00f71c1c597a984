import { Collector } from './collector.ts';
import type { Words } from './columns.ts';
import type { Line } from './lines.ts';
import type { Parser } from './parser.ts';
import { type OpenTable, readRow, startsRow } from './table.ts';

export type Orphans = ReadonlyMap<string, readonly OpenTable[]>;

/** Tables whose header was cut off, by the letters their rows begin with (`vmk`, `vmnic`, `default`, none for an address). */
export function orphanTables(parsers: readonly Parser[]): Orphans {
  const tables = new Map<string, OpenTable[]>();
  for (const parser of parsers) {
    for (const shape of parser.shapes ?? []) {
      for (const order of shape.orders ?? []) {
        const [first, ...keys] = order;
        const columns = keys.map((key) => shape.titles[key]!);
        for (const start of first!.split('|')) {
          tables.set(start, [...(tables.get(start) ?? []), { parser, shape, columns }]);
        }
      }
    }
  }
  return tables;
}

/** Reads a row that no header stands above: by the columns of the table before, else by those its command always prints. */
export function readOrphan(lines: readonly Line[], i: number, words: Words, orphans: Orphans, out: Collector): number {
  const line = lines[i]!;
  const { lastTable } = out;
  const usual = orphans.get(words.words[0]!.replace(/\d.*$/, '')) ?? [];
  const known = lastTable !== null && startsRow(words, lastTable) ? [lastTable, ...usual] : usual;
  const table = known.find((each) => fits(line, words, each, out));
  if (table === undefined) return 0;
  if (line.number === 1 && /^\d/.test(words.words[0]!)) {
    const [read] = words.words;
    out.assume(line, 'end', [{ read: read!, as: `${read}, taken as whole: the text begins here without a header` }]);
  }
  return readRow(lines, i, words, table, out);
}

/** It must fit at the first try: nothing above it says that it is a row. */
function fits(line: Line, words: Words, table: OpenTable, out: Collector): boolean {
  if (words.words.length < 2) return false; // no table is that narrow
  const trial = new Collector(out.context, 0);
  return readRow([line], 0, words, table, trial) > 0 && trial.unread.length === 0;
}
