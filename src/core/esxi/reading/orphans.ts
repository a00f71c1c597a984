import type { Parser } from './parser.ts';
import type { OpenTable } from './table.ts';

/** Tables whose header was cut off, by the letters their rows begin with (`vmk`, `vmnic`, `default`, none for an address). */
export function orphanTables(parsers: readonly Parser[]): ReadonlyMap<string, readonly OpenTable[]> {
  const tables = new Map<string, OpenTable[]>();
  for (const parser of parsers) {
    for (const shape of parser.shapes ?? []) {
      for (const order of shape.orders ?? []) {
        const [first, ...keys] = order;
        const columns = keys.map((key) => shape.titles[key]!);
        for (const start of first!.split('|'))
          tables.set(start, [...(tables.get(start) ?? []), { parser, shape, columns }]);
      }
    }
  }
  return tables;
}
