import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, lastOf, type Prefix } from '../../src/core/net/address.ts';
import { differences, segments } from '../../src/core/net/diff.ts';
import { address, prefix } from '../support/arbitraries.ts';

type Entry = Prefix & { readonly to: string };

const entry = fc.tuple(prefix, fc.constantFrom('a', 'b', 'c')).map(([each, to]): Entry => ({ ...each, to }));
const table = fc.array(entry, { maxLength: 25 });
const same = (a: string, b: string) => a === b;

describe('the difference of two tables', () => {
  test('is exactly where a plain scan answers differently, in disjoint, ordered, maximal ranges', () => {
    fc.assert(
      fc.property(
        table,
        table,
        fc.array(entry, { maxLength: 8 }),
        fc.array(address),
        (left, right, shared, addresses) => {
          const before = [...shared, ...left];
          const after = [...shared, ...right];
          const ranges = differences(
            [...before, ...after],
            (each) => scan(before, each),
            (each) => scan(after, each),
            same,
          );
          for (const value of [...addresses, ...[...before, ...after].flatMap(around)]) {
            const range = ranges.find(({ first, last }) => first <= value && value <= last);
            const [old, now] = [scan(before, value), scan(after, value)];
            expect(range && { before: range.before, after: range.after }).toEqual(
              old === now ? undefined : { before: old, after: now },
            );
          }
          for (const [i, range] of ranges.entries()) {
            const next = ranges[i + 1];
            expect(range.first).toBeLessThanOrEqual(range.last);
            if (next === undefined) continue;
            expect(range.last).toBeLessThan(next.first);
            const touching = range.last + 1 === next.first;
            expect(touching && range.before === next.before && range.after === next.after).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of a table with itself is nothing', () => {
    fc.assert(
      fc.property(table, (each) => {
        const answer = (at: number) => scan(each, at);
        expect(differences(each, answer, answer, same)).toEqual([]);
      }),
    );
  });

  test('reaches the last address', () => {
    expect(
      differences(
        [{ network: 0, length: 0 }],
        () => 'a',
        () => 'b',
        same,
      ),
    ).toEqual([{ first: 0, last: 0xffffffff, before: 'a', after: 'b' }]);
  });
});

test('segments cover their range whole, and touch', () => {
  fc.assert(
    fc.property(table, address, address, (entries, a, b) => {
      const within = { first: Math.min(a, b), last: Math.max(a, b) };
      const found = segments(entries, (each) => scan(entries, each), same, within);
      expect(found[0]!.first).toBe(within.first);
      expect(found.at(-1)!.last).toBe(within.last);
      for (const [i, each] of found.entries()) {
        if (i > 0) expect(found[i - 1]!.last + 1).toBe(each.first);
        if (i > 0) expect(found[i - 1]!.value).not.toBe(each.value);
        expect(scan(entries, each.first)).toBe(each.value);
        expect(scan(entries, each.last)).toBe(each.value);
      }
    }),
  );
});

/** The longest matching entry; of equal ones the first. */
function scan(entries: readonly Entry[], value: number): string {
  let best: Entry | undefined;
  for (const each of entries)
    if (contains(each, value) && (best === undefined || each.length > best.length)) best = each;
  return best?.to ?? 'none';
}

const around = (each: Prefix) => [each.network, lastOf(each), (each.network - 1) >>> 0, (lastOf(each) + 1) >>> 0];
