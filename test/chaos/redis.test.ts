import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inLanes, type Outcome, POINTS, tell } from '../changes/chaos.ts';
import { until } from '../changes/support.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';
import { asks, confirms } from './people.ts';
import { judged, LANES, town } from './town.ts';

/** `VMKBOT_CHAOS=all` tries what is sampled otherwise. */
const ALL = process.env.VMKBOT_CHAOS === 'all';

interface Case {
  readonly name: string;
  /** Where the bot in a process of its own kills itself, if it is the one that comes there. */
  readonly point?: string;
  /** Or after how many milliseconds it is killed. */
  readonly after?: number;
}

/** Two bots on one Redis, of which one is killed. */
async function outlived({ name, point, after }: Case): Promise<Outcome> {
  const redis = await startRedis();
  const on = await town({ redis: redis.address });
  let isOver = false;
  const clicking = confirms(on.workspace, () => isOver);
  const killed = on.process(point ?? null);
  const other = await on.enter();
  try {
    await killed.ready;
    // The one that the words come to may die before it keeps them: they are typed once more.
    void asks(on.workspace);
    if (after !== undefined) void sleep(after).then(() => killed.kill());
    const isAsked = async () => (await other.changes.history(1)).length === 1;
    await until(async () => (await isAsked()) || killed.isGone());
    if (killed.isGone()) await sleep(1_000);
    if (!(await isAsked())) await asks(on.workspace);
    await until(isAsked);
    const outcome = await judged(name, on, other, killed.reached());
    return { ...outcome, reached: killed.isGone() ? [...outcome.reached, 'killed'] : outcome.reached };
  } finally {
    isOver = true;
    await clicking;
    killed.kill();
    await other.end();
    await killed.gone;
    await on.close();
    await redis.stop();
  }
}

/** One bot, whose Redis is killed at a point of the journal and comes back with what is on its disk. */
async function outage(point: string): Promise<Outcome> {
  const redis = await startRedis();
  const on = await town({ redis: redis.address });
  const reached: string[] = [];
  let isOver = false;
  const at = async (now: string) => {
    const isFirst = now === point && !reached.includes(point);
    reached.push(now);
    if (!isFirst) return;
    await redis.kill();
    void sleep(300).then(() => redis.start());
  };
  const bot = await on.enter({ more: { at } });
  const clicking = confirms(on.workspace, () => isOver);
  try {
    await asks(on.workspace);
    await until(async () => (await bot.changes.history(1).catch(() => [])).length === 1);
    return await judged(point, on, bot, reached);
  } finally {
    isOver = true;
    await clicking;
    await bot.end();
    await on.close();
    await redis.stop();
  }
}

const skipped = redisMissing === null ? '' : ` (skipped: ${redisMissing})`;

describe.skipIf(redisMissing !== null)('on Redis', () => {
  test(`two bots, of which one is killed: one card, one end, told once${skipped}`, async () => {
    const points = (ALL ? POINTS : ['claimed:written', 'armed:written', 'end:written']).map((point) => ({
      ...{ name: point, point },
    }));
    const instants = Array.from({ length: ALL ? 40 : 2 }, () => Math.floor(Math.random() * 2_500));
    const cases: Case[] = [...points, ...instants.map((after) => ({ name: `after ${after} ms`, after }))];
    const outcomes = await inLanes(cases, LANES, outlived);
    const [killed, spared] = [true, false].map((was) => outcomes.filter((o) => o.reached.includes('killed') === was));
    tell('two bots on one Redis, one killed', killed!);
    if (spared!.length > 0) tell('two bots on one Redis, the other one came to that point', spared!);
    expect(outcomes.map(({ state }) => state)).toEqual(cases.map(() => expect.stringMatching(/^(verified|void)$/)));
    expect(killed).not.toEqual([]);
  }, 900_000);

  test(`Redis itself is killed and comes back${skipped}`, async () => {
    const points = ALL ? POINTS : ['arming:done', 'end:written'];
    const outcomes = await inLanes(points, LANES, outage);
    tell('Redis killed under the whole bot', outcomes);
    expect(outcomes).toHaveLength(points.length);
  }, 900_000);
});
