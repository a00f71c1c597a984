import { afterAll, expect, test } from 'vitest';
import { allSurvived, folders, tell } from './chaos.ts';

/** Instants at which a process is killed; `VMKBOT_CHAOS=all` tries two hundred. */
const COUNT = process.env.VMKBOT_CHAOS === 'all' ? 200 : 12;
/** About what a change takes here; seconds of a slow host would make it no wider in steps. */
const SPAN_MS = 500;

const { place, done } = folders();
afterAll(done);

test('killed at random instants: it ends as before or as after, told and on record', async () => {
  const cases = Array.from({ length: COUNT }, (_, i) => {
    const after = Math.floor((i + Math.random()) * (SPAN_MS / COUNT));
    return { name: `after ${after} ms`, after };
  });
  const outcomes = await allSurvived(cases, place);
  tell('killed at random instants', outcomes);
  const last = new Set(outcomes.map(({ reached }) => reached.at(-1) ?? 'before anything'));
  console.log(`they had come to: ${[...last].sort().join(', ')}`);
  expect(outcomes).toHaveLength(COUNT);
  expect(last.size).toBeGreaterThan(2);
}, 900_000);
