import { chartLines, matrixLines } from '../../core/chart.ts';
import { markOf, placesOf, quotesOf, sourcesOf } from '../../core/proof.ts';
import type { Block, Quote, Reply, Section } from '../../core/reply.ts';
import { SOURCES, type SourceKey } from '../../core/sources.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { codeParts } from './code.ts';
import { element, inline, portions, statement } from './elements.ts';
import { OURS } from './limits.ts';
import type { Part, Titled } from './part.ts';
import { tableParts } from './table.ts';

/** What stands below the headline, in order: sections, the quoted lines, what is not urgent, sources. */
export function partsOf(reply: Reply): Titled[] {
  return [
    ...reply.sections.flatMap(sectionParts),
    ...quoteParts(quotesOf(reply)),
    ...(reply.afterEvidence ?? []).flatMap(sectionParts),
    ...sourcesOf(reply).map((key) => ({ title: 'Sources', part: sourcePart(key) })),
  ];
}

/** A title stands even where nothing stands under it. */
const EMPTY: Part = { kind: 'prose', elements: [] };

function sectionParts({ title, blocks }: Section, at: number): Titled[] {
  const parts = blocks.flatMap((block, i) => blockParts(block, `${title} ${at} ${i}`));
  // As it is shown: a sign that is spelled out takes more room.
  const whole = visibleLine(title).length > OURS.title ? proseParts(title) : [];
  const all = [...whole, ...parts];
  return (all.length === 0 ? [EMPTY] : all).map((part) => ({ title, part }));
}

function blockParts(block: Block, group: string): Part[] {
  switch (block.kind) {
    case 'text':
      return block.lines.flatMap((line) =>
        portions(statement(line)).flatMap((elements) => (elements.length === 0 ? [] : [{ kind: 'prose', elements }])),
      );
    case 'steps':
    case 'list':
      return block.lines.flatMap((line, i) => itemParts(statement(line), block.kind === 'steps' ? i + 1 : null));
    case 'table':
      return tableParts(block.header, block.rows, group);
    case 'chart':
      return codeParts(chartLines(block.chart, OURS.chart).map(visibleLine), group);
    case 'matrix':
      return codeParts(matrixLines(block.matrix, OURS.chart).map(visibleLine), group);
    case 'commands':
      return codeParts(block.commands.map(visibleLine), group);
  }
}

/** The first portion is the item; what goes on is prose below it. */
function itemParts(elements: ReturnType<typeof statement>, number: number | null): Part[] {
  return portions(elements).flatMap((portion, i): Part[] => {
    if (portion.length === 0) return [];
    return [i === 0 ? { kind: 'item', number, elements: portion } : { kind: 'prose', elements: portion }];
  });
}

function proseParts(text: string): Part[] {
  return portions(inline(text)).map((elements) => ({ kind: 'prose', elements }));
}

function quoteParts(quotes: readonly Quote[]): Titled[] {
  const longest = Math.max(0, ...quotes.map((quote) => markOf(quote).length));
  const lines = placesOf(quotes).flatMap(({ title, quotes: own }) => [
    ...(title === null ? [] : [visibleLine(title)]),
    ...own.map((quote) => `${visible(markOf(quote)).padStart(longest)}  ${quoted(quote.text)}`),
  ]);
  return codeParts(lines, 'quotes').map((part) => ({ title: 'Lines of the output', part }));
}

/** The line as it stands; where it is wide its columns are moved together, so that fewer lines wrap. */
export function quoted(text: string): string {
  const line = visibleLine(text).trimEnd();
  return line.length <= OURS.quoted ? line : line.replace(/ {3,}/g, '  ');
}

/** The only links there are: their addresses are ours, never a host's. */
function sourcePart(key: SourceKey): Part {
  const { title, url } = SOURCES[key];
  const mark = element(`[${key}] `);
  return { kind: 'prose', elements: [mark, url === null ? element(title) : { type: 'link', url, text: title }] };
}
