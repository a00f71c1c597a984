import type { Line } from '../reading/lines.ts';
import type { Fact, Row } from '../reading/parser.ts';

/** The fact that a row states, under another section and key. */
export function factOf(
  row: Row,
  section: string,
  key: unknown,
  values: Readonly<Record<string, unknown>> = row.values,
): Fact | null {
  return typeof key === 'string' && key !== '' ? { section, key, values, line: row.line, lines: row.lines } : null;
}

export function fact(section: string, key: string, values: Readonly<Record<string, unknown>>, line: Line): Fact {
  return { section, key, values, line };
}

/** Without the keys named, and without values that are undefined. */
export function omit(values: Readonly<Record<string, unknown>>, ...keys: string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key in values) {
    if (values[key] !== undefined && !keys.includes(key)) kept[key] = values[key];
  }
  return kept;
}
