import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { allSurvived, folders, inLanes, POINTS, tell } from './chaos.ts';
import {
  askedFor,
  bot,
  confirmed,
  hostsOf,
  loginTo,
  NAME,
  planOf,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';
import { breakingAt, Faltering, holding, once, passed } from './troubles.ts';

/** `VMKBOT_CHAOS=all` tries what is sampled otherwise. */
const ALL = process.env.VMKBOT_CHAOS === 'all';
const STRIDE = ALL ? 1 : 9;
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
      tell(`host ${how === 'reboot' ? 'restarted' : 'lost power'} at every point`, outcomes);
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
    tell('host restarted with the bot killed', outcomes);
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
  tell('link gone for a while at every point', outcomes);
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
  tell('link broken at a packet', outcomes);
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
  tell('store gone for a while at every point', outcomes);
  expect(outcomes).toHaveLength(POINTS.length);
}, 300_000);

test.each([
  ['nothing of it written', false],
  ['all of it written', true],
] as const)(
  'a store that fails a write, whichever, with %s',
  async (how, written) => {
    const whole = new Faltering(-1, written);
    await passed({ name: 'whole' }, whole);
    // The first one is the request itself.
    const cases = Array.from({ length: whole.commits - 1 }, (_, i) => ({ name: `write ${i + 2} fails`, write: i + 2 }));
    const outcomes = await inLanes(cases, 3, async (one) => await passed(one, new Faltering(one.write, written)));
    tell(`store failed at every write, ${how}`, outcomes);
    expect(outcomes.length).toBeGreaterThan(8);
  },
  300_000,
);

test('a disk that is full from some write on, with room again for the next process', async () => {
  const blocks = ALL ? Array.from({ length: 24 }, (_, i) => i + 1) : [3, 7, 9, 11, 13, 15];
  const cases = blocks.map((each) => ({
    name: `full at ${each} blocks`,
    blocks: each,
    timer: 60,
    after: { points: 0, ms: 2_500 },
  }));
  const outcomes = await allSurvived(cases, place);
  tell('disk full at some write', outcomes);
  // Some of them before anything was done, some in the middle, some not at all.
  expect(new Set(outcomes.map(({ reached }) => reached.at(-1))).size).toBeGreaterThan(2);
}, 600_000);

test.each(['arming', 'confirming', 'undoing'])(
  'a command on its way while its bot is dead (%s): what comes late runs nothing',
  async (what) => {
    const host = await provider();
    const wire = await holding(host);
    const [store, direct] = [new MemoryStore(), hostsOf({ [NAME]: loginTo(host) })];
    const dying = bot(store, wire.hosts, { at: (point) => void (point === `${what}:written` && wire.hold()) });
    const fails = what === 'undoing';
    const words = fails ? 'add 10.44.60.0/24 via 10.44.20.1' : ROUTE;
    const { approval } = await askedFor(dying, await planOf(direct, words, { rule: fails ? 'return-path' : null }));
    await confirmed(dying, { ...(await dying.changes.get(approval.id))! });
    const last = async () => (await dying.changes.get(approval.id))!.approval.progress;
    await until(async () => (await last()) === what);
    await new Promise((sent) => setTimeout(sent, 200));
    await dying.changes.stop();
    const next = bot(store, direct);
    next.changes.follow(() => {});
    next.changes.start();
    await until(async () => (await next.changes.open()).length === 0);
    const { state } = (await next.changes.get(approval.id))!.approval;
    const [table, told] = [routesOf(host), host.history.length];
    wire.release();
    await new Promise((arrived) => setTimeout(arrived, 700));
    expect(host.history.length).toBe(told + 1);
    expect(routesOf(host)).toEqual(table);
    expect(host.processes()).toEqual([]);
    expect([what, state]).toEqual([what, { arming: 'void', confirming: 'verified', undoing: 'rolled-back' }[what]]);
    await next.changes.stop();
    await wire.close();
    await host.close();
  },
  60_000,
);
