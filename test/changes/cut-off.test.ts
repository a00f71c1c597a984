import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { type RedisServer, redisMissing, startRedis } from '../support/redis-server.ts';
import { allSurvived, folders, tell } from './chaos.ts';
import { BEFORE, CUTS_OFF, routesOf, until } from './support.ts';

const named = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);
const { place, done } = folders();
afterAll(done);

/** What the host showed with the bot dead, and what it had been told by then. */
let alone: { routes: string[]; timers: number; told: number }[];
afterEach(() => {
  alone = [];
});

/** Nobody but the host itself is there to take it back. */
async function leftAlone(host: SimulatedHost): Promise<void> {
  const told = host.history.length;
  await until(() => host.processes().length === 0);
  alone.push({ routes: routesOf(host), timers: host.processes().length, told: host.history.length - told });
}

const cutOff = (host: SimulatedHost) => routesOf(host).length > BEFORE.length;
const CASE = { words: CUTS_OFF, timer: 60, blind: true, once: cutOff, afterwards: leftAlone };

async function cutOffAndKilled(where: () => Promise<string>, lanes: number): Promise<void> {
  alone = [];
  const cases = Array.from({ length: 3 }, (_, i) => ({ ...CASE, name: `cut off and killed, ${i + 1}` }));
  const outcomes = await allSurvived(cases, where, lanes);
  tell('cut off by its own change and killed', outcomes);
  expect(alone).toEqual(cases.map(() => ({ routes: BEFORE, timers: 0, told: 0 })));
  expect(outcomes.map(({ state, why }) => [state, why])).toEqual(
    cases.map(() => ['rolled-back', 'Nobody confirmed it in time, so the host took it back by itself.']),
  );
}

test('a change that cuts the bot off, and the bot killed: the host takes it back by itself, and the next start tells it', async () => {
  await cutOffAndKilled(place, 3);
}, 120_000);

describe.skipIf(redisMissing !== null)(named('with a Redis server'), () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.stop();
  });

  test('the same', async () => {
    await cutOffAndKilled(async () => server.address, 1);
  }, 120_000);
});
