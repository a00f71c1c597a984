import type { ContextBlock, KnownBlock } from '@slack/types';
import type { Page } from '../message.ts';
import { compose } from './compose.ts';
import { fallback } from './fallback.ts';
import { OURS, SLACK } from './limits.ts';
import { jsonLength, within } from './measure.ts';
import type { Titled } from './part.ts';

/** Messages with these parts, as many in each as fit, and whether all of them found room. */
export function pagesOf(parts: readonly Titled[]): { readonly pages: KnownBlock[][]; readonly all: boolean } {
  const pages: KnownBlock[][] = [];
  let at = 0;
  while (at < parts.length && pages.length < OURS.details) {
    const before = parts[at - 1]?.title;
    const count = most(parts.slice(at), before);
    pages.push(compose(parts.slice(at, at + count), before));
    at += count;
  }
  return { pages, all: at >= parts.length };
}

/**
 * How many parts fit one message; at least one, because none is longer than `partJson` or a table's room. It tries 1, 2, 4 …
 * before it halves: what is far too much is never composed.
 */
function most(parts: readonly Titled[], before: string | undefined): number {
  const roomy = (count: number) => hasRoom(compose(parts.slice(0, count), before));
  let [fits, fails] = [1, 2];
  while (fails <= parts.length && roomy(fails)) [fits, fails] = [fails, fails * 2];
  fails = Math.min(fails, parts.length + 1);
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (roomy(middle)) fits = middle;
    else fails = middle;
  }
  return fits;
}

function hasRoom(blocks: readonly KnownBlock[]): boolean {
  const tables = blocks.filter(({ type }) => type === 'table').length;
  return (
    tables <= SLACK.tablesPerMessage && blocks.length < SLACK.blocksPerMessage && jsonLength(blocks) <= OURS.pageJson
  );
}

/** The blocks as a message, with its plain text. */
export function pageOf(blocks: readonly KnownBlock[]): Page {
  return within({ text: fallback(blocks), blocks });
}

/** A small grey line. Plain text: Slack reads no markup in it. */
export function small(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
