import { afterAll, expect, test } from 'vitest';
import { allSurvived, folders, POINTS, tell } from './chaos.ts';

/** Instants at which a process is killed; `VMKBOT_CHAOS=all` tries two hundred. */
const COUNT = process.env.VMKBOT_CHAOS === 'all' ? 200 : 12;
/** About what it takes here from one point to the next; by how far it came, since a busy machine takes longer for each. */
const STEP_MS = 40;

const { place, done } = folders();
afterAll(done);

test('killed at random instants: it ends as before or as after, told and on record', async () => {
  const cases = Array.from({ length: COUNT }, (_, i) => {
    const points = Math.floor((i / COUNT) * POINTS.length);
    const ms = Math.floor(Math.random() * STEP_MS);
    return { name: `${ms} ms after ${points} points`, after: { points, ms } };
  });
  const outcomes = await allSurvived(cases, place);
  tell('killed at random instants', outcomes);
  const last = new Set(outcomes.map(({ reached }) => reached.at(-1) ?? 'before anything'));
  console.log(`they had come to: ${[...last].sort().join(', ')}`);
  expect(outcomes).toHaveLength(COUNT);
  expect(last.size).toBeGreaterThan(2);
}, 900_000);
