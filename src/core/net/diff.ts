/** The IPv4 address space cut wherever a table's answer can change: at the ends of its prefixes. */
import { lastOf, type Prefix } from './address.ts';

const LAST = 0xffffffff;

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Ranges of one answer each: disjoint, in order, as large as they can be, covering `within` whole. */
export function segments<T>(
  prefixes: Iterable<Prefix>,
  answer: (address: number) => T,
  same: (a: T, b: T) => boolean,
  within: Range = { first: 0, last: LAST },
): (Range & { readonly value: T })[] {
  const joined: { first: number; last: number; value: T }[] = [];
  for (const first of starts(prefixes, within)) {
    const value = answer(first);
    const previous = joined.at(-1);
    if (previous !== undefined) previous.last = first - 1;
    if (previous !== undefined && same(previous.value, value)) previous.last = within.last;
    else joined.push({ first, last: within.last, value });
  }
  return joined;
}

/** Exactly the addresses that two tables answer differently; `prefixes` are those of both. */
export function differences<T>(
  prefixes: Iterable<Prefix>,
  before: (address: number) => T,
  after: (address: number) => T,
  same: (a: T, b: T) => boolean,
): (Range & { readonly before: T; readonly after: T })[] {
  const both = (address: number) => ({ before: before(address), after: after(address) });
  return segments(prefixes, both, (a, b) => same(a.before, b.before) && same(a.after, b.after))
    .filter(({ value }) => !same(value.before, value.after))
    .map(({ first, last, value }) => ({ first, last, ...value }));
}

function starts(prefixes: Iterable<Prefix>, { first, last }: Range): Uint32Array {
  const cuts = new Set([first]);
  for (const prefix of prefixes) {
    const next = lastOf(prefix) + 1;
    if (prefix.network > first && prefix.network <= last) cuts.add(prefix.network);
    if (next > first && next <= last) cuts.add(next);
  }
  return Uint32Array.from(cuts).sort();
}
