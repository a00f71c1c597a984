import { expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { HOSTILE } from '../support/hostile.ts';

const SMALL = 60_000;
const TIMES = 8;

/** The quickest of several readings, in milliseconds: noise only adds. */
function quickest(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    read(text);
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

// A text eight times as long may take eight times as long; quadratic reading takes 64 times.
test.each(Object.entries(HOSTILE))(
  'reading %s grows with its length and no faster',
  (_, make) => {
    const small = Math.max(quickest(make(SMALL), 3), 2);
    const large = quickest(make(SMALL * TIMES), 2);
    expect(large / small).toBeLessThan(TIMES * 4);
  },
  60_000,
);
