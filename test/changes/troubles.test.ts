import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { allSurvived, counts, folders, inLanes, POINTS } from './chaos.ts';
import { breakingAt, once, passed } from './troubles.ts';

/** `VMKBOT_CHAOS=all` tries what is sampled otherwise. */
const STRIDE = process.env.VMKBOT_CHAOS === 'all' ? 1 : 9;
const { place, done } = folders();
afterAll(done);

const own = async () => await openStore(await place());

describe('a host that goes down and comes back', () => {
  test.each([
    ['restarts and has saved', 'reboot'],
    ['loses power', 'crash'],
  ] as const)(
    '%s, at every point',
    async (_, how) => {
      const cases = POINTS.map((point) => ({ name: `${how} at ${point}`, at: once(point, ({ host }) => host[how]()) }));
      const outcomes = await inLanes(cases, 3, async (one) => await passed(one, await own()));
      console.log(`${how}: ${counts(outcomes)}`);
      expect(outcomes).toHaveLength(POINTS.length);
    },
    300_000,
  );

  test('restarts while the bot is dead, at every point', async () => {
    const points = POINTS.slice(6);
    const cases = points.map((point) => ({
      name: point,
      point,
      afterwards: (host: { reboot(): Promise<void> }) => host.reboot(),
    }));
    const outcomes = await allSurvived(cases, place);
    console.log(`restarted with the bot dead: ${counts(outcomes)}`);
    expect(outcomes).toHaveLength(points.length);
  }, 300_000);
});

test('a link that vanishes at every point, and comes back after the timer', async () => {
  const cases = POINTS.map((point) => ({
    name: `cut at ${point}`,
    timer: 60,
    at: once(point, ({ host }) => {
      host.faults.cutOff = true;
      setTimeout(() => {
        host.faults.cutOff = false;
      }, 2_500);
    }),
  }));
  const outcomes = await inLanes(cases, 6, async (one) => await passed(one, await own()));
  console.log(`link gone for a while: ${counts(outcomes)}`);
  expect(outcomes).toHaveLength(POINTS.length);
}, 300_000);

test('a link that breaks at a packet, whichever', async () => {
  const whole: Awaited<ReturnType<typeof breakingAt>>[] = [];
  const between = async (host: Parameters<typeof breakingAt>[0]) => {
    whole.push(await breakingAt(host, -1));
    return whole[0]!;
  };
  await passed({ name: 'whole', between }, await own());
  const packets = whole[0]!.packets();
  const cases = Array.from({ length: Math.floor(packets / STRIDE) }, (_, i) => ({
    name: `broken at packet ${1 + i * STRIDE} of ${packets}`,
    between: async (host: Parameters<typeof breakingAt>[0]) => await breakingAt(host, 1 + i * STRIDE),
  }));
  const outcomes = await inLanes(cases, 4, async (one) => await passed(one, await own()));
  console.log(`link broken at a packet: ${counts(outcomes)}`);
  expect(outcomes.length).toBeGreaterThan(5);
}, 900_000);

test('a store that is gone at every point, and comes back after the timer', async () => {
  const cases = POINTS.map((point) => ({
    name: `no store at ${point}`,
    timer: 60,
    at: once(point, ({ store }) => {
      (store as MemoryStore).down = true;
      setTimeout(() => {
        (store as MemoryStore).down = false;
      }, 2_000);
    }),
  }));
  const outcomes = await inLanes(cases, 4, async (one) => await passed(one, new MemoryStore()));
  console.log(`store gone for a while: ${counts(outcomes)}`);
  expect(outcomes).toHaveLength(POINTS.length);
}, 300_000);
