import { chartLines, matrixLines } from '../core/chart.ts';
import { markOf, marksOf, placesOf, quotesOf, sourcesOf } from '../core/proof.ts';
import type { Block, Line, Quote, Reply, Section } from '../core/reply.ts';
import { SOURCES, type SourceKey } from '../core/sources.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';
import { cut, wrap } from './wrap.ts';

export interface Look {
  readonly width: number;
  /** Rows of tables stay on one line, however long: into a file or a pipe. */
  readonly wholeRows?: boolean;
  readonly paint: Paint;
}

/** A picture wider than this shows no more. */
const MOST_CHART = 76;

/** A reply as text: what is proved by a line of the input carries its number, and the lines stand at the end. */
export function render(reply: Reply, look: Look): string {
  const head = paragraph(reply.headline, look, '').map((line) => look.paint.bold(line));
  const context = reply.context === undefined ? [] : wrap(clean(reply.context), look.width).map(look.paint.dim);
  const sections = reply.sections.map((section) => sectionText(section, look));
  const quoted = linesSection(reply, look);
  const after = (reply.afterEvidence ?? []).map((section) => sectionText(section, look));
  const ends = [quoted, ...after, sourcesSection(reply, look)].filter((lines) => lines.length > 0);
  return `${[[...head, ...context], ...sections, ...ends].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sectionText({ title, blocks }: Section, look: Look): string[] {
  return [look.paint.bold(clean(title)), ...blocks.flatMap((block) => blockText(block, look))];
}

function blockText(block: Block, look: Look): string[] {
  switch (block.kind) {
    case 'text':
      return block.lines.flatMap((line) => paragraph(line, look, '  '));
    case 'steps':
      return block.lines.flatMap((line, i) => paragraph(line, look, `  ${i + 1}. `));
    case 'list':
      return block.lines.flatMap((line) => paragraph(line, look, '  - '));
    case 'table':
      return table(block.header, block.rows, look);
    case 'chart':
      return chartLines(block.chart, Math.min(look.width, MOST_CHART)).map((line) => clean(line));
    case 'matrix':
      return matrixLines(block.matrix, Math.min(look.width, MOST_CHART)).map((line) => clean(line));
    case 'commands':
      return block.commands.map((command) => `    ${look.paint.code(clean(command))}`);
  }
}

/** Wrapped text whose first line begins with `lead` and whose others line up under it. */
function paragraph(line: Line, { width, paint }: Look, lead: string): string[] {
  const text = [clean(line.text), ...marksOf(line)].join(' ');
  const indent = ' '.repeat(lead.length);
  return wrap(text, Math.max(20, width - lead.length)).map(
    (part, i) =>
      `${i === 0 ? lead : indent}${part.replace(/`([^`]+)`/g, (whole, code) => painted(whole, code, paint))}`,
  );
}

/** Without colour the backticks stay, so that it is plain where a command ends. */
function painted(whole: string, code: string, paint: Paint): string {
  const coloured = paint.code(code);
  return coloured === code ? whole : coloured;
}

/** Nothing of a row is cut, since it may be what is to be copied: what does not fit goes on below. */
function table(header: readonly string[], rows: readonly (readonly string[])[], look: Look): string[] {
  const cells = rows.map((row) => row.map(clean));
  const widths = header.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const room = look.wholeRows ? Number.POSITIVE_INFINITY : Math.max(look.width, 40);
  const linesOf = (row: readonly string[]) => {
    const lines = [''];
    for (const [column, cell] of row.entries()) {
      const line = lines.at(-1)!;
      const longer = `${line}  ${cell.padEnd(widths[column]!)}`;
      if (line === '' || longer.trimEnd().length <= room) lines[lines.length - 1] = longer;
      else lines.push(`      ${cell.padEnd(widths[column]!)}`);
    }
    return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  };
  return [...linesOf(header).map(look.paint.dim), ...cells.flatMap(linesOf)];
}

function linesSection(reply: Reply, { width, paint }: Look): string[] {
  const order = quotesOf(reply);
  if (order.length === 0) return [];
  const longest = Math.max(...order.map((quote) => markOf(quote).length));
  return [
    paint.bold('Lines of the output'),
    ...placesOf(order).flatMap(({ title, quotes }) => [
      ...(title === null ? [] : [`  ${clean(title)}`]),
      ...quotes.map(
        (quote) => `  ${markOf(quote).padStart(longest)}  ${quoteText(quote, Math.max(20, width - longest - 4))}`,
      ),
    ]),
  ];
}

/** The line as it stands; where it is too long its columns are moved together before it is cut. */
function quoteText({ text }: Quote, width: number): string {
  const line = clean(text).trimEnd();
  return line.length <= width ? line : cut(line.replace(/ {3,}/g, '  '), width);
}

function sourcesSection(reply: Reply, { width, paint }: Look): string[] {
  const keys = sourcesOf(reply);
  if (keys.length === 0) return [];
  const longest = Math.max(...keys.map((key) => key.length));
  return [paint.bold('Sources'), ...keys.flatMap((key) => sourceLines(key, longest, width))];
}

function sourceLines(key: SourceKey, longest: number, width: number): string[] {
  const { title, url } = SOURCES[key];
  const lead = `  ${`[${key}]`.padEnd(longest + 2)}  `;
  const indent = ' '.repeat(lead.length);
  const titles = wrap(title, Math.max(20, width - lead.length)).map((part, i) => `${i === 0 ? lead : indent}${part}`);
  return url === null ? titles : [...titles, `${indent}${url}`];
}
