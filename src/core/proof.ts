import type { Line, Quote, Reply } from './reply.ts';
import type { SourceKey } from './sources.ts';

/** How a quoted line is named where a statement rests on it: `[7]`, or `[A7]` where several inputs were read. */
export function markOf({ capture = '', line }: Quote): string {
  return `[${capture}${line}]`;
}

/** The marks behind a statement: its quoted lines, then its sources, each once. */
export function marksOf({ evidence = [], sources = [] }: Line): string[] {
  return [...new Set([...evidence.map(markOf), ...sources.map((key) => `[${key}]`)])];
}

/** Every line of input that the reply rests on, once, in the order of the inputs. */
export function quotesOf(reply: Reply): Quote[] {
  const quotes = new Map<string, Quote>();
  for (const { evidence = [] } of linesOf(reply)) {
    for (const quote of evidence) {
      // A value that was repaired quotes a part of its line; the whole line says more.
      const mark = markOf(quote);
      if ((quotes.get(mark)?.text.length ?? -1) < quote.text.length) quotes.set(mark, quote);
    }
  }
  return [...quotes.values()].sort((a, b) => (a.capture ?? '').localeCompare(b.capture ?? '') || a.line - b.line);
}

/** Every source that the reply names, once, in the order of its lines. */
export function sourcesOf(reply: Reply): SourceKey[] {
  return [...new Set(linesOf(reply).flatMap(({ sources = [] }) => sources))];
}

function linesOf({ headline, sections, afterEvidence = [] }: Reply): Line[] {
  const blocks = [...sections, ...afterEvidence].flatMap((section) => section.blocks);
  return [headline, ...blocks.flatMap((block) => ('lines' in block ? block.lines : []))];
}
