import { expect, test } from 'vitest';
import { Lanes } from '../../../src/slack/outbox/lanes.ts';
import { LIMITS } from '../../../src/slack/outbox/limits.ts';
import { Pacing } from '../../../src/slack/outbox/pacing.ts';

test('channels that rest are forgotten, and those that must still wait are not', () => {
  const lanes = new Lanes(LIMITS, new Pacing(LIMITS, performance.now()));
  lanes.of('stalled').posts.close(performance.now(), 3_600_000);
  for (let n = 0; n < 10_000; n += 1) lanes.of(`C${n}`);
  expect(lanes.all().length).toBeLessThanOrEqual(500);
  expect(lanes.of('stalled').posts.readyAt(0)).toBeGreaterThan(performance.now());
});
