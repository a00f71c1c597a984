import type { Query } from '../../src/hosts/queries.ts';

/** A command that is not in the list of those that read a host: only tests and benchmarks run such. */
export function unlisted(...words: readonly string[]): Query {
  return { words, text: words.join(' '), instead: null } as unknown as Query;
}
