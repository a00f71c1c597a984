import { chartLines, matrixLines } from '../../core/chart.ts';
import { markOf, marksOf, placesOf, quotesOf, sourcesOf } from '../../core/proof.ts';
import type { Block, Line, Reply, Section } from '../../core/reply.ts';
import { SOURCES, type SourceKey } from '../../core/sources.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { OURS } from './limits.ts';
import { columns } from './table.ts';

/** The whole reply as a text file: nothing wrapped, nothing cut. */
export function asText(reply: Reply): string {
  const quotes = placesOf(quotesOf(reply)).flatMap(({ title, quotes: own }) => [
    ...(title === null ? [] : [`  ${visibleLine(title)}`]),
    ...own.map((quote) => `  ${markOf(quote)}  ${visibleLine(quote.text)}`),
  ]);
  const sources = sourcesOf(reply).map(sourceLine);
  const parts = [
    [line(reply.headline), ...(reply.context === undefined ? [] : [visible(reply.context)])],
    ...reply.sections.map(sectionLines),
    quotes.length === 0 ? [] : ['Lines of the output', ...quotes],
    ...(reply.afterEvidence ?? []).map(sectionLines),
    sources.length === 0 ? [] : ['Sources', ...sources],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function sectionLines({ title, blocks }: Section): string[] {
  return [visibleLine(title), ...blocks.flatMap(blockLines)];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return block.lines.map((each) => `  ${line(each)}`);
    case 'steps':
      return block.lines.map((each, i) => `  ${i + 1}. ${line(each)}`);
    case 'list':
      return block.lines.map((each) => `  - ${line(each)}`);
    case 'table':
      return tableLines([block.header, ...block.rows]).map((row) => `  ${row}`);
    case 'chart':
      return chartLines(block.chart, OURS.chart).map((row) => `  ${visibleLine(row)}`);
    case 'matrix':
      return matrixLines(block.matrix, OURS.chart).map((row) => `  ${visibleLine(row)}`);
    case 'commands':
      return block.commands.map((command) => `    ${visibleLine(command)}`);
  }
}

function tableLines(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((row) => row.length));
  return columns(rows.map((row) => Array.from({ length: width }, (_, i) => visibleLine(row[i] ?? ''))));
}

function line(statement: Line): string {
  return [visible(statement.text), ...marksOf(statement)].join(' ');
}

function sourceLine(key: SourceKey): string {
  const { title, url } = SOURCES[key];
  return `  [${key}]  ${title}${url === null ? '' : `  ${url}`}`;
}
