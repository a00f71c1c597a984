import { afterAll, expect, test } from 'vitest';
import { allSurvived, folders, POINTS, tell, UNDO_POINTS } from './chaos.ts';

const { place, done } = folders();
afterAll(done);

test('killed at every point of the journal: the next process ends it, as before or as after', async () => {
  const cases = POINTS.map((point) => ({ name: point, point }));
  const outcomes = await allSurvived(cases, place);
  tell('killed at every point of the journal', outcomes);
  expect(outcomes.filter(({ name, reached }) => reached.at(-1) !== name)).toEqual([]);
  // What was not armed is begun by whoever finds it; behind that its host has time left, so it is confirmed. Only of what was
  // about to be sent nobody knows whether it still arrives, so it is waited for and not sent again.
  const ends = Object.fromEntries(outcomes.map(({ name, state }) => [name, state]));
  expect(ends).toEqual(
    Object.fromEntries(POINTS.map((point) => [point, point === 'arming:written' ? 'void' : 'verified'])),
  );
}, 600_000);

test('killed while it takes something back', async () => {
  const words = 'add 10.44.60.0/24 via 10.44.20.1';
  const cases = UNDO_POINTS.map((point) => ({ name: point, point, words, rule: 'return-path' }));
  const outcomes = await allSurvived(cases, place);
  tell('killed while taking back', outcomes);
  expect(outcomes.map(({ state }) => state)).toEqual(UNDO_POINTS.map(() => 'rolled-back'));
}, 300_000);
