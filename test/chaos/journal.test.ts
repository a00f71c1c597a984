import { expect, test } from 'vitest';
import { inLanes, POINTS, tell, UNDO_POINTS } from '../changes/chaos.ts';
import { lived } from './killed.ts';
import { CURES_NOT } from './people.ts';
import { LANES } from './town.ts';

test('the whole bot killed at every point of the journal: one card, one end, told once', async () => {
  const cases = POINTS.map((point) => ({ name: point, point }));
  const outcomes = await inLanes(cases, LANES, (one) => lived(one));
  tell('the whole bot killed at every point of the journal', outcomes);
  expect(outcomes.filter(({ name, reached }) => reached.at(-1) !== name)).toEqual([]);
}, 600_000);

test('the whole bot killed while it takes something back', async () => {
  const cases = UNDO_POINTS.map((point) => ({ name: point, point, words: CURES_NOT }));
  const outcomes = await inLanes(cases, LANES, (one) => lived(one));
  tell('the whole bot killed while taking back', outcomes);
  expect(outcomes.map(({ state }) => state)).toEqual(UNDO_POINTS.map(() => 'rolled-back'));
}, 300_000);
