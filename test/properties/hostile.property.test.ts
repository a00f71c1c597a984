import { expect, test } from 'vitest';
import { describeDiagnosis } from '../../src/core/describe/diagnosis.ts';
import { describeState } from '../../src/core/describe/state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { why } from '../../src/core/why/why.ts';
import { HOSTILE } from '../support/hostile.ts';

const SMALL = 30_000;
const TIMES = 8;
const asked = understand('why can 10.0.0.9 not reach vmk0');
if (!('question' in asked)) throw new Error('the question is not understood');

/** All that a verb may do with a text: read it, judge it, answer from it, say it. */
function everything(text: string): void {
  const { hosts } = read(text);
  if (hosts.length === 0) return;
  describeDiagnosis(
    diagnose(hosts.length === 1 ? hosts[0]! : hosts),
    hosts.map((state, i) => ({ state, host: i + 1 })),
  );
  describeState(hosts[0]!, (lines) => lines);
  if ('question' in asked) why(hosts[0]!, asked.question);
}

/** The least of several runs, in milliseconds of CPU: on a busy box the clock on the wall tells of others. */
function quickest(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const from = process.cpuUsage();
    everything(text);
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

/** How many times longer a text of eight times the length takes. */
function growth(make: (length: number) => string): number {
  const small = Math.max(quickest(make(SMALL), 3), 2);
  return quickest(make(SMALL * TIMES), 2) / small;
}

// A text eight times as long may take eight times as long; what is quadratic takes 64 times. `npm run bench` holds the
// seconds and the memory of 1 MB: a test must not fail because its box is busy.
test.each(Object.entries(HOSTILE))(
  'what is done with %s grows with its length and no faster',
  (_, make) => {
    // A busy box spoils one measurement, not four in a row.
    const growths = [];
    do growths.push(growth(make));
    while (growths.at(-1)! >= TIMES * 4 && growths.length < 4);
    expect(Math.min(...growths)).toBeLessThan(TIMES * 4);
  },
  60_000,
);
