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

/** Quoted lines that stand in one place. */
export interface Place {
  /** The member of a support bundle; null where none is among the inputs, so that a heading would say nothing. */
  readonly title: string | null;
  readonly quotes: readonly Quote[];
}

/** Nobody finds line 24 of a packed bundle: lines of one stand under the name of its member. */
export function placesOf(quotes: readonly Quote[]): readonly Place[] {
  if (quotes.every(({ member }) => member === undefined)) return quotes.length === 0 ? [] : [{ title: null, quotes }];
  const places: { readonly title: string; readonly quotes: Quote[] }[] = [];
  for (const quote of quotes) {
    const title = quote.member ?? 'pasted';
    if (places.at(-1)?.title === title) places.at(-1)!.quotes.push(quote);
    else places.push({ title, quotes: [quote] });
  }
  return places;
}

/** Every source that the reply names, once, in the order of its lines. */
export function sourcesOf(reply: Reply): SourceKey[] {
  return [...new Set(linesOf(reply).flatMap(({ sources = [] }) => sources))];
}

function linesOf({ headline, sections, afterEvidence = [] }: Reply): Line[] {
  const blocks = [...sections, ...afterEvidence].flatMap((section) => section.blocks);
  return [headline, ...blocks.flatMap((block) => ('lines' in block ? block.lines : []))];
}
