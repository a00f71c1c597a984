import { afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change.ts';
import { journalLine, phraseText } from '../../src/core/describe/change/index.ts';
import { changeRow } from '../../src/core/describe/change-json.ts';
import { describeChanges } from '../../src/core/describe/changes.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';
import { askedFor, type Bot, bot, confirmed, ended, hostsOf, loginTo, NAME, until } from './support.ts';
import { OTHER, SERVER, SET, settingsOf, timePlanOf, timePolicy, UNSET, unset, WATCHING } from './time-support.ts';

const MINUTE = 60_000;
let host: SimulatedHost;
const open: Bot[] = [];
const clock = { ahead: 0 };
const watchNow = () => Date.now() + clock.ahead;
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ changes }) => changes.stop()));
  await host?.close();
  clock.ahead = 0;
});

function aBot(store: Store, more: Parameters<typeof bot>[2] = {}): Bot {
  const patience = { ...WATCHING, watch: 15 * MINUTE };
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const one = bot(store, hosts, { policies: [timePolicy()], patience, watchNow, ...more });
  open.push(one);
  return one;
}

async function watched(one: Bot, servers = [SERVER]): Promise<Change> {
  const { approval } = await askedFor(one, await timePlanOf(hostsOf({ [NAME]: loginTo(host) }), servers));
  one.changes.start();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  await until(async () => {
    const kept = (await one.changes.get(approval.id))!;
    const { state, progress } = kept.approval;
    return !['pending', 'applying'].includes(state) || (progress === 'watching' && kept.clean);
  });
  return (await one.changes.get(approval.id))!;
}

const journalOf = async (one: Bot, id: string) => (await one.changes.journal(id)).map(({ what }) => what);

/** It answers, and nobody follows it. */
const REJECTED = { stratum: 3, refid: '.LOCL.', dispersionMs: 10_500 } as const;

describe('the watch', () => {
  test('says after 15 minutes what is in the way; what was set stays', async () => {
    host = await unset('7.0.3', { server: REJECTED });
    const one = aBot(new MemoryStore());
    const { approval } = await watched(one);
    await until(async () => (await one.changes.get(approval.id))!.watch?.obstacle != null);
    expect(settingsOf(host)).toEqual(SET);
    clock.ahead = 14 * MINUTE;
    await until(async () => (await one.changes.get(approval.id))!.watch!.next > Date.now() + 14 * MINUTE);
    expect((await one.changes.get(approval.id))!.approval.state).toBe('applying');
    const row = changeRow((await one.changes.get(approval.id))!, []);
    expect(row).toMatchObject({ state: 'applying', watchedUntil: expect.any(String) });
    const listed = describeChanges({ open: [row], more: 0, ended: [], names: {} }, null, Date.now());
    expect(listed.headline.text).toBe('1 change open: 1 applied and being watched.');
    expect(JSON.stringify(listed)).toMatch(/"applied, watching".*asked [^"]+ ago, watched for [^"]+ more at most"/);
    clock.ahead = 15 * MINUTE;
    const end = await ended(one, approval.id);
    expect(end.approval.state).toBe('verified');
    expect(end.watch).toMatchObject({ followed: false });
    expect(end.approval.ended?.why).toMatch(/^After 15 min time is not right\. 10\.44\.20\.5 /);
    expect(settingsOf(host)).toEqual(SET);
    // However often it looked, it told each obstacle once.
    const told = await journalOf(one, approval.id);
    expect(told.filter((what) => what === 'claimed')).toHaveLength(1);
    expect(told.filter((what) => what === 'watch').length).toBeLessThan(5);
    // Its settings are verified; every record names beside it that time is not right.
    const last = (await one.changes.journal(approval.id)).find(({ what }) => what === 'ended')!;
    expect(last.detail).toMatchObject({ as: 'verified', followed: false });
    const by = { who: String, when: String };
    expect(phraseText(journalLine(last), by)).toMatch(/^Ended as verified, time not right: After 15 min/);
    const together = { members: ['a'], hosts: [NAME], state: 'verified', changed: [NAME], notInTime: [NAME] } as const;
    for (const change of [end, { ...end, together }]) {
      const row = changeRow(change, []);
      expect(row).toMatchObject({ state: 'verified', followed: false, watchedUntil: null });
      const list = describeChanges({ open: [], more: 0, ended: [row], names: {} }, null, 0);
      expect(JSON.stringify(list)).toContain('"verified, time not right"');
    }
  }, 60_000);

  test('goes on in another process, with what the first one saw', async () => {
    host = await unset('6.7.0', { server: REJECTED });
    const store = new MemoryStore();
    const first = aBot(store);
    const { approval, watch } = await watched(first);
    await first.changes.stop();
    Object.assign(host.world.timeServers[SERVER]!, { dispersionMs: 0 });
    const second = aBot(store);
    second.changes.start();
    const end = await ended(second, approval.id);
    expect(end.watch).toMatchObject({ since: watch!.since, until: watch!.until, followed: true });
  }, 60_000);

  test('leaves the host to others meanwhile, with nothing of ours on it', async () => {
    host = await unset('7.0.3', { server: REJECTED });
    const store = new MemoryStore();
    const one = aBot(store);
    const first = await watched(one);
    expect(host.files().filter((file) => file.startsWith('/tmp/'))).toEqual([]);
    // The other server is good.
    host.world.timeServers[OTHER] = { ...host.world.timeServers[OTHER]!, stratum: 2, dispersionMs: 0 };
    const second = await watched(one, [OTHER]);
    const end = await ended(one, second.approval.id);
    expect(end.approval).toMatchObject({ state: 'verified' });
    // The first one sees that time came right, by whomever.
    expect((await ended(one, first.approval.id)).watch).toMatchObject({ followed: true, server: OTHER });
  }, 60_000);

  test('a host that is not reached while it is watched is looked for until the time is over', async () => {
    host = await unset('7.0.3', { server: REJECTED });
    const one = aBot(new MemoryStore());
    const { approval } = await watched(one);
    host.faults.dead = true;
    await until(async () => (await one.changes.get(approval.id))!.watch?.obstacle === 'not-read');
    clock.ahead = 15 * MINUTE;
    const end = await ended(one, approval.id);
    expect(end.approval.ended?.why).toContain('could not read it');
    host.faults.dead = false;
  }, 60_000);
});

test('of two processes one looks at a time', async () => {
  host = await unset('7.0.3', { server: REJECTED });
  const store = new MemoryStore();
  const looks: number[] = [];
  const at = (point: string) => void (point === 'watching:done' && looks.push(Date.now()));
  const [one, two] = [aBot(store, { at }), aBot(store, { at })];
  two.changes.start();
  const { approval } = await watched(one);
  await until(() => looks.length >= 6);
  expect(one.faults.concat(two.faults)).toEqual([]);
  clock.ahead = 15 * MINUTE;
  await ended(one, approval.id);
  const ends = (await journalOf(one, approval.id)).filter((what) => what === 'ended');
  expect(ends).toHaveLength(1);
}, 60_000);

test('a set that fails half-way is taken back whole', async () => {
  host = await unset('8.0.2');
  // The name is gone right after the host was asked for it.
  const at = (point: string) => void (point === 'arming:before' && delete host.world.names['ntp.lab.example']);
  const one = aBot(new MemoryStore(), { at });
  const { approval } = await watched(one, ['ntp.lab.example']);
  expect(await ended(one, approval.id)).toMatchObject({ approval: { state: 'rolled-back' } });
  expect(settingsOf(host)).toEqual(UNSET);
}, 60_000);

test.each(['5.0.0', '6.7.0', '8.0.2'])(
  '%s: a name that the host does not find is seen before anything is run',
  async (version) => {
    host = await unset(version);
    const one = aBot(new MemoryStore());
    const { approval } = await watched(one, ['ntp9.lab.example']);
    const end = await ended(one, approval.id);
    expect(end.approval).toMatchObject({ state: 'void' });
    expect(end.approval.ended?.why).toContain('finds no address for ntp9.lab.example');
    expect(settingsOf(host)).toEqual(UNSET);
    expect(host.history.filter((text) => text.includes('vmkbot applied'))).toEqual([]);
  },
  60_000,
);

test('what moved since it was planned makes it void, and is named', async () => {
  host = await unset('7.0.3');
  const one = aBot(new MemoryStore());
  const { approval } = await askedFor(one, await timePlanOf(hostsOf({ [NAME]: loginTo(host) })));
  host.state.config.ntp.servers = [OTHER];
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  const end = await ended(one, approval.id);
  expect(end.approval.state).toBe('void');
  expect(end.drift).toEqual([`The list of time servers was empty and is ${OTHER}.`]);
}, 60_000);

test.each([
  { behind: 13.5, waits: true },
  { behind: 8, waits: false },
])(
  'the minute :01 is kept clear of by the clock as it will be: %j',
  async ({ behind, waits }) => {
    // Fourteen past by its own clock; once it steps back so many minutes it may be at its save.
    host = await unset('7.0.3', { minute: 14, offsetMs: behind * MINUTE, ntp: { servers: [OTHER], enabled: true } });
    host.state.config.ntp.running = true;
    host.state.config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!.enabled = true;
    const one = aBot(new MemoryStore());
    const plan = await timePlanOf(hostsOf({ [NAME]: loginTo(host) }), [SERVER, OTHER]);
    expect((plan.off?.ms ?? 0) / MINUTE).toBeCloseTo(-behind, 1);
    const { approval } = await askedFor(one, plan);
    await confirmed(one, { ...(await one.changes.get(approval.id))! });
    await until(async () => (await journalOf(one, approval.id)).some((what) => what === 'waiting' || what === 'arm'));
    expect((await journalOf(one, approval.id)).includes('waiting')).toBe(waits);
  },
  60_000,
);

describe.skipIf(redisMissing !== null)(
  redisMissing === null ? 'with a Redis server' : `with a Redis server (skipped: ${redisMissing})`,
  () => {
    test('of two processes one watches, and the other goes on where that one ends', async () => {
      const redis = await startRedis();
      const stores: Store[] = [];
      try {
        host = await unset('7.0.3', { server: REJECTED });
        for (let i = 0; i < 2; i++) stores.push(await openStore(redis.address));
        const looks: string[] = [];
        const [one, two] = stores.map((store, i) =>
          aBot(store, { at: (point) => void (point === 'watching:done' && looks.push(String(i))) }),
        ) as [Bot, Bot];
        two.changes.start();
        const { approval } = await watched(one);
        await until(() => looks.length >= 4);
        await one.changes.stop();
        const before = looks.length;
        await until(() => looks.length >= before + 2);
        expect(new Set(looks.slice(before))).toEqual(new Set(['1']));
        Object.assign(host.world.timeServers[SERVER]!, { dispersionMs: 0 });
        expect((await ended(two, approval.id)).watch).toMatchObject({ followed: true });
        expect((await journalOf(two, approval.id)).filter((what) => what === 'ended')).toHaveLength(1);
        expect(one.faults.concat(two.faults)).toEqual([]);
      } finally {
        await Promise.all(open.splice(0).map(({ changes }) => changes.stop()));
        await Promise.all(stores.map((store) => store.close()));
        await redis.stop();
      }
    }, 90_000);
  },
);
