import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, lastOf, type Prefix } from '../../src/core/net/address.ts';
import { matcher4, matcher6, networkOf6 } from '../../src/core/net/match.ts';
import { address, prefix } from '../support/arbitraries.ts';

interface Entry extends Prefix {
  readonly id: number;
}

const table = fc
  .array(prefix, { maxLength: 60 })
  .map((prefixes): Entry[] => prefixes.map((each, id) => ({ ...each, id })));

describe('longest prefix', () => {
  test('is what a plain scan of the table finds, duplicates included', () => {
    fc.assert(
      fc.property(table, fc.array(address, { minLength: 1 }), (entries, addresses) => {
        const matcher = matcher4(entries);
        for (const value of [...addresses, ...entries.flatMap(around)]) {
          const { longest, all } = scan(entries, value);
          expect(ids(matcher.longest(value))).toEqual(ids(longest));
          expect(ids(matcher.all(value))).toEqual(ids(all));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is the same in a table large enough for the larger index', () => {
    const many = fc.array(prefix, { minLength: 600, maxLength: 900 });
    fc.assert(
      fc.property(many, fc.array(address, { minLength: 200, maxLength: 200 }), (prefixes, addresses) => {
        const entries = prefixes.map((each, id) => ({ ...each, id }));
        const matcher = matcher4(entries);
        for (const value of addresses) expect(ids(matcher.all(value))).toEqual(ids(scan(entries, value).all));
        for (const value of addresses) expect(ids(matcher.longest(value))).toEqual(ids(scan(entries, value).longest));
      }),
      { numRuns: 10 },
    );
  });

  test('keeps every entry of a prefix, in the order given', () => {
    const matcher = matcher4([entry(0x0a000000, 8, 1), entry(0, 0, 2), entry(0x0a000000, 8, 3)]);
    expect(ids(matcher.longest(0x0a010203))).toEqual([1, 3]);
    expect(ids(matcher.all(0x0a010203))).toEqual([1, 3, 2]);
    expect(ids(matcher.longest(0x0b000000))).toEqual([2]);
  });

  test('of an empty table is nothing', () => {
    expect(matcher4([]).longest(0)).toEqual([]);
    expect(matcher4([]).all(0xffffffff)).toEqual([]);
  });
});

test('the IPv6 matcher agrees with a plain scan', () => {
  const value = fc
    .tuple(fc.constantFrom(0x20010db8n << 96n, 0xfe80n << 112n, 0n), fc.bigInt(0n, 0xffffn))
    .map(([a, b]) => a + b);
  const prefix6 = fc
    .tuple(value, fc.oneof(fc.nat(128), fc.integer({ min: 110, max: 128 })))
    .map(([network, length]) => ({ network: networkOf6(network, length), length }));
  fc.assert(
    fc.property(fc.array(prefix6, { maxLength: 30 }), value, (entries, asked) => {
      const holding = entries.filter(({ network, length }) => networkOf6(asked, length) === network);
      const longest = Math.max(-1, ...holding.map(({ length }) => length));
      expect(matcher6(entries).longest(asked)).toEqual(holding.filter(({ length }) => length === longest));
      expect(matcher6(entries).all(asked)).toEqual(holding.toSorted((a, b) => b.length - a.length));
    }),
  );
});

function scan(entries: readonly Entry[], value: number) {
  const all = entries.filter((each) => contains(each, value)).toSorted((a, b) => b.length - a.length);
  return { all, longest: all.filter(({ length }) => length === all[0]?.length) };
}

/** The addresses where an answer changes: the ends of a prefix and their neighbours. */
const around = (each: Prefix) => [each.network, lastOf(each), (each.network - 1) >>> 0, (lastOf(each) + 1) >>> 0];
const entry = (network: number, length: number, id: number): Entry => ({ network, length, id });
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);
