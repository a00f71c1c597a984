import type { TableBlock } from '@slack/types';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { codeParts } from './code.ts';
import { inline, portions } from './elements.ts';
import { OURS, SLACK } from './limits.ts';
import { jsonLength } from './measure.ts';
import type { Part } from './part.ts';

type Row = readonly string[];

/**
 * A table as parts. Up to 48 columns of text it is set in columns: that is what a thread's panel on a laptop and a phone held
 * sideways show without wrapping, and several such tables fit one message. A wider one becomes Slack's own table, which scrolls
 * sideways where columns would wrap into each other; a message may hold one, so the next begins a message. What neither can hold
 * is told row by row.
 */
export function tableParts(header: Row, rows: readonly Row[], group: string): Part[] {
  const width = Math.max(header.length, ...rows.map((row) => row.length));
  if (width === 0) return [];
  const filled = [header, ...rows].map((row) => Array.from({ length: width }, (_, i) => visibleLine(row[i] ?? '')));
  const lines = columns(filled);
  if (lines.every((line) => line.length <= OURS.columns)) return codeParts(lines, group);
  const [names, ...cells] = filled.map((row) => row.map((cell) => (cell.trim() === '' ? '–' : cell)));
  if (width > SLACK.tableCells || [names!, ...cells].some((row) => jsonLength(tableOf([row])) > OURS.partJson / 2)) {
    return records(names!, cells);
  }
  return tables(names!, cells).map((block) => ({ kind: 'table', block }));
}

/** Rows padded so that their cells stand under each other; a cell beyond reason pushes its own row aside and no other. */
export function columns(rows: readonly Row[]): string[] {
  const widths = rows[0]!
    .map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]!.length), 0))
    .map((width) => Math.min(width, WIDEST));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

const WIDEST = 80;

/** The header is repeated over each portion of the rows. */
function tables(header: Row, rows: readonly Row[]): TableBlock[] {
  const room = OURS.pageJson - (2 * OURS.partJson) / 2;
  const portionsOfRows: Row[][] = [[]];
  let used = 0;
  for (const row of rows) {
    const cost = jsonLength(cellsOf(row)) + 1;
    const full = used + cost > room || portionsOfRows.at(-1)!.length >= SLACK.tableRows - 1;
    if (full) {
      portionsOfRows.push([]);
      used = 0;
    }
    portionsOfRows.at(-1)!.push(row);
    used += cost;
  }
  return portionsOfRows.map((portion) => tableOf([header, ...portion]));
}

function tableOf(rows: readonly Row[]): TableBlock {
  return { type: 'table', rows: rows.map(cellsOf) };
}

function cellsOf(row: Row): { type: 'raw_text'; text: string }[] {
  return row.map((text) => ({ type: 'raw_text', text }));
}

/** A row as `name: value` pairs. A name that is long, or has no row, stands once, above them. */
function records(names: Row, rows: readonly Row[]): Part[] {
  const short = names.map((name) => shortened(name, NAME));
  const long = names.filter((name) => rows.length === 0 || name.length > NAME);
  const above = long.flatMap((name) => portions(inline(name))).map((elements): Part => ({ kind: 'prose', elements }));
  return [...above, ...rows.flatMap((row) => recordParts(short, row))];
}

const NAME = 40;

function recordParts(names: Row, row: Row): Part[] {
  const elements = row.flatMap((cell, i) => [...inline(`${names[i]}: `, { bold: true }), ...inline(`${cell}   `)]);
  return portions(elements).map((portion, i) =>
    i === 0 ? { kind: 'item', number: null, elements: portion } : { kind: 'prose', elements: portion },
  );
}
