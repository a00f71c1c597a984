import type { Args } from './args.ts';
import { Refused } from './method.ts';

/** One page of a list, with the cursor of the next. */
export function pageOf<T>(args: Args, items: readonly T[], otherwise: number, most: number) {
  const limit = args.integer('limit', otherwise);
  if (limit < 1 || limit > most) throw new Refused('invalid_limit');
  const from = startOf(args.text('cursor'));
  const page = items.slice(from, from + limit);
  const more = from + limit < items.length;
  const next = more ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { page, more, metadata: { response_metadata: { next_cursor: next } } };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const [, from] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (from === undefined) throw new Refused('invalid_cursor');
  return Number(from);
}
