import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inLanes, tell } from '../changes/chaos.ts';
import { type Case, type Kill, lived } from './killed.ts';
import { LANES } from './town.ts';

/** Instants at which a bot is killed; `VMKBOT_CHAOS=all` tries two hundred. */
const ALL = process.env.VMKBOT_CHAOS === 'all';
const COUNT = ALL ? 200 : 4;
/** About what it takes here from the words to the end. */
const SPAN_MS = 3_000;
/** Every third says at once that it works on it. */
const SOON = [{ soonMs: 0 }, {}, {}];
/** A second process has less left to do. */
const NEXT_MS = 1_000;

const killedAfter =
  (ms: number): Kill =>
  async (bot) => {
    await Promise.race([sleep(ms), bot.gone]);
    bot.kill();
  };

test('the whole bot killed at random instants, and every other time the next one too', async () => {
  const cases = Array.from({ length: COUNT }, (_, i): Case => {
    const first = Math.floor((i + Math.random()) * (SPAN_MS / COUNT));
    const all = i % 2 === 0 ? [first] : [first, Math.floor(Math.random() * NEXT_MS)];
    return { name: `after ${all.join(' and ')} ms`, kills: all.map(killedAfter), ...SOON[i % 3] };
  });
  const outcomes = await inLanes(cases, LANES, (one) => lived(one));
  tell('the whole bot killed at random instants', outcomes);
  const last = new Set(outcomes.map(({ reached }) => reached.at(-1) ?? 'before anything'));
  expect(outcomes).toHaveLength(COUNT);
  expect(last.size).toBeGreaterThan(1);
}, 3_600_000);

/** Commits of a bot from the words to behind the end; what is not reached ends by itself. */
const COMMITS = 24;

test('the whole bot killed before and behind what it writes into its store', async () => {
  const all = Array.from({ length: COMMITS }, (_, i) => [`commit ${i + 1} before`, `commit ${i + 1} after`]).flat();
  const points = ALL ? all : ['commit 2 before', 'commit 3 before', 'commit 3 after', 'commit 5 after'];
  const outcomes = await inLanes(points, LANES, (point) => lived({ name: point, point, soonMs: 0 }));
  tell('the whole bot killed at what it writes', outcomes);
  expect(outcomes).toHaveLength(points.length);
}, 1_200_000);
