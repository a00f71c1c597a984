import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Followed } from '../../src/changes/service.ts';
import { openStore } from '../../src/store/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { program } from '../support/programs.ts';
import { type RedisServer, redisMissing, startRedis } from '../support/redis-server.ts';
import { allSurvived, faultsOf, POINTS, tell } from './chaos.ts';
import type { Told } from './child.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  type Bot,
  bot,
  confirmed,
  ended,
  hostsOf,
  loginTo,
  NAME,
  person,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

const named = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);
const EVERY = process.env.VMKBOT_CHAOS === 'all' ? 1 : 4;
const PEOPLE = Array.from({ length: 50 }, (_, i) => `U${i + 1}`);

/** Fifty people click at once, each on one of two processes: one confirms, one process applies, the rest is told. */
async function clicked(open: () => Promise<Awaited<ReturnType<typeof openStore>>>): Promise<void> {
  const host = await provider();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const policies = [policy({ approve: { ...policy().approve, users: PEOPLE } })];
  const stores = [await open(), await open()];
  const both = stores.map((store) => bot(store, hosts, { policies }));
  const { approval } = await askedFor(both[0]!, await planOf(hosts, ROUTE));
  for (const { changes } of both) changes.start();
  const answers = await Promise.all(
    PEOPLE.map((id, i) =>
      both[i % 2]!.changes.confirm(approval.id, {
        ...{ by: person(id), digest: approval.digest, reason: null, code: 'none' },
      }),
    ),
  );
  expect(answers.filter(({ kind }) => kind === 'moved')).toHaveLength(1);
  const refusals = answers.flatMap((answer) => (answer.kind === 'refused' ? [answer.refusal.code] : []));
  expect(new Set(refusals)).toEqual(new Set(['already-settled']));
  const end = await ended(both[0]!, approval.id);
  expect(end.approval).toMatchObject({ state: 'verified', confirmed: [{}] });
  expect(host.history.filter((text) => text.includes('vmkbot applied'))).toHaveLength(1);
  const claims = (await both[1]!.changes.journal(approval.id)).filter(({ what }) => what === 'claimed');
  expect(claims).toHaveLength(1);
  expect(routesOf(host)).toEqual(AFTER);
  expect(both.flatMap(({ faults }) => faults)).toEqual([]);
  for (const { changes } of both) await changes.stop();
  for (const store of new Set(stores)) await store.close();
  await host.close();
}

test('fifty people click at once on two bots over one store in memory: one apply', async () => {
  const store = new MemoryStore();
  await clicked(async () => store);
}, 60_000);

test('a confirmation that races the timer of the host: one of them decides, and the bot says which', async () => {
  const outcomes: string[] = [];
  for (const late of [Number.NEGATIVE_INFINITY, -60, -30, -15, 0, 15, Number.POSITIVE_INFINITY]) {
    const host = await provider();
    const hosts = hostsOf({ [NAME]: loginTo(host) });
    const policies = [policy({ timer: 60 })];
    // The host's timer fires after 1.2 s; the confirmer believes that it has longer.
    const fires = { at: Number.POSITIVE_INFINITY };
    const at = async (point: string) => {
      if (point === 'arming:done') fires.at = Date.now() + 1_200;
      if (point !== 'confirming:written' || late === Number.NEGATIVE_INFINITY) return;
      if (late === Number.POSITIVE_INFINITY)
        return await until(() => host.files().some((path) => path.endsWith('.settled')));
      await new Promise((done) => setTimeout(done, Math.max(0, fires.at + late - Date.now())));
    };
    const one: Bot = bot(new MemoryStore(), hosts, { policies, at });
    const { approval } = await askedFor(one, await planOf(hosts, ROUTE, { timer: 60 }));
    one.changes.start();
    await confirmed(one, { ...(await one.changes.get(approval.id))! });
    const end = await ended(one, approval.id);
    outcomes.push(end.approval.state);
    expect(routesOf(host)).toEqual(end.approval.state === 'verified' ? AFTER : BEFORE);
    expect(host.files()).toEqual(['/tmp']);
    await one.changes.stop();
    await host.close();
  }
  console.log(`raced the timer: ${outcomes.join(', ')}`);
  expect(outcomes.every((state) => state === 'verified' || state === 'rolled-back')).toBe(true);
  // Whoever is sure to be first is the one that decides.
  expect([outcomes.at(0), outcomes.at(-1)]).toEqual(['verified', 'rolled-back']);
}, 60_000);

describe.skipIf(redisMissing !== null)(named('with a Redis server'), () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.stop();
  });

  test('fifty people click at once on two bots: one apply', async () => {
    await clicked(() => openStore(server.address));
  }, 60_000);

  test('killed at points of the journal: another process ends it', async () => {
    const points = POINTS.filter((_, i) => i % EVERY === 0);
    const cases = points.map((point) => ({ name: point, point }));
    // One after the other: each waits until nothing at all is open.
    const outcomes = await allSurvived(cases, async () => server.address, 1);
    tell('killed at points of the journal, with Redis', outcomes);
    expect(outcomes).toHaveLength(points.length);
  }, 300_000);

  test('a process that falls asleep wakes up when another has ended its change: it does nothing more', async () => {
    const points = ['re-reading:done', 'arming:written', 'armed:written', 'confirming:written', 'verifying:written'];
    const seen: string[] = [];
    for (const point of [...points, 'undoing:written']) seen.push(await asleep(server, point));
    tell(
      'asleep while another ended it, with Redis',
      seen.map((state) => ({ state })),
    );
  }, 300_000);

  test('Redis is killed at points of the work and comes back: it ends as before or as after', async () => {
    const points = POINTS.slice(1).filter((_, i) => i % EVERY === 0);
    const seen: string[] = [];
    for (const point of points) seen.push(await withoutRedis(server, point));
    tell(
      'Redis killed at points of the work',
      seen.map((state) => ({ state })),
    );
  }, 300_000);
});

async function withoutRedis(server: RedisServer, point: string): Promise<string> {
  const host = await provider();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const store = await openStore(server.address);
  let killed = false;
  const at = async (reached: string) => {
    if (reached !== point || killed) return;
    killed = true;
    await server.kill();
    setTimeout(() => void server.start(), 700);
  };
  const one = bot(store, hosts, { at });
  const told: Followed[] = [];
  one.changes.follow((followed) => void told.push(followed));
  const { approval } = await askedFor(one, await planOf(hosts, ROUTE));
  one.changes.start();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  const open = async () => await one.changes.open().catch(() => [null]);
  while ((await open()).length > 0) await new Promise((done) => setTimeout(done, 50));
  const end = (await one.changes.get(approval.id))!;
  expect(await faultsOf(host, store, end, told)).toEqual([]);
  await one.changes.stop();
  await store.close();
  await host.close();
  return end.approval.state;
}

async function asleep(server: RedisServer, point: string): Promise<string> {
  const host = await provider();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const store = await openStore(server.address);
  const one = bot(store, hosts);
  one.changes.follow(() => {});
  const fails = point.startsWith('undoing');
  const words = fails ? 'add 10.44.60.0/24 via 10.44.20.1' : ROUTE;
  const plan = await planOf(hosts, words, { rule: fails ? 'return-path' : null });
  const { id, digest } = (await askedFor(one, plan)).approval;
  const told: Told = { store: server.address, login: loginTo(host), id, digest, point, timer: 600, sleeps: true };
  const child = spawn(process.execPath, [program('changes-bot'), JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAB_PASSWORD: 'lab' },
  });
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data;
  });
  const gone = new Promise((done) => child.once('close', done));
  await until(() => out.includes(`${point}\n`));
  one.changes.start();
  await until(async () => (await one.changes.open()).length === 0);
  const { state } = (await one.changes.get(id))!.approval;
  const shown = () => ({ routes: routesOf(host), files: host.files(), processes: host.processes() });
  const before = shown();
  expect(before).toMatchObject({ routes: state === 'verified' ? AFTER : BEFORE, files: ['/tmp'], processes: [] });
  child.kill('SIGCONT');
  await new Promise((done) => setTimeout(done, 1_500));
  expect(shown()).toEqual(before);
  expect((await one.changes.get(id))!.approval.state).toBe(state);
  child.kill('SIGKILL');
  await gone;
  await one.changes.stop();
  await store.close();
  await host.close();
  return state;
}
