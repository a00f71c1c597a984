import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MARGIN_SECONDS, windowAt } from '../../src/core/plans/minute.ts';

/** Whether a second lies in minute :01 of its hour. */
const isSave = (second: number) => Math.floor((second % 3600) / 60) === 1;

test('a clear window never holds minute :01, and after the wait it is clear', () => {
  const clock = fc.integer({ min: 1_500_000_000, max: 2_500_000_000 });
  fc.assert(
    fc.property(clock, fc.integer({ min: 60, max: 3600 }), fc.integer({ min: 0, max: 60 }), (now, timer, slack) => {
      const found = windowAt(now, timer, slack);
      if (found.kind === 'clear') {
        for (let at = now; at <= now + slack + timer + MARGIN_SECONDS; at += 5) expect(isSave(at)).toBe(false);
      }
      if (found.kind === 'wait') expect(windowAt(now + found.seconds, timer, slack).kind).toBe('clear');
      if (found.kind === 'never') expect(timer + slack).toBeGreaterThan(3400);
    }),
  );
});

test.each([
  ['00:10:00', 180, { kind: 'clear' }],
  ['00:01:30', 180, { kind: 'wait', seconds: 45 }],
  ['00:00:50', 180, { kind: 'wait', seconds: 85 }],
  ['00:58:00', 180, { kind: 'wait', seconds: 255 }],
  ['00:30:00', 3600, { kind: 'never' }],
])('at %s with %i s', (time, timer, expected) => {
  expect(windowAt(Date.parse(`2026-03-01T${time}Z`) / 1000, timer)).toEqual(expected);
});
