import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
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
  planOf,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

let host: SimulatedHost;
let store: MemoryStore;
let one: Bot;
let meet: (point: string) => void;

beforeEach(async () => {
  host = await provider();
  store = new MemoryStore();
  meet = () => {};
  one = bot(store, hostsOf({ [NAME]: loginTo(host) }), { at: (point) => meet(point) });
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

const asked = async () => await askedFor(one, await planOf(hostsOf({ [NAME]: loginTo(host) }), ROUTE));
const armed = () => host.history.filter((text) => text.includes('setsid')).length;
const rounds = () => new Promise((done) => setTimeout(done, 500));

test('a store that is gone when somebody clicks: it is said, and nothing is begun; clicked again, it is run', async () => {
  const change = await asked();
  const told = host.history.length;
  one.changes.start();
  store.down = true;
  await expect(confirmed(one, change)).rejects.toMatchObject({ code: 'store' });
  await rounds();
  expect([host.history.length, host.connections()]).toEqual([told, 0]);
  store.down = false;
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval.state).toBe('verified');
});

test.each([
  ['before it is claimed', 'claimed:before'],
  ['before it is armed', 're-reading:done'],
])('a store that is gone %s: nothing is run as long as it is', async (_, where) => {
  const change = await asked();
  one.changes.follow(() => {});
  one.changes.start();
  let lost = false;
  meet = (point) => {
    if (point === where && !lost) lost = store.down = true;
  };
  await confirmed(one, change);
  await until(() => lost);
  await rounds();
  expect([armed(), routesOf(host)]).toEqual([0, BEFORE]);
  store.down = false;
  expect((await ended(one, change.approval.id)).approval.state).toBe('verified');
  expect([armed(), routesOf(host)]).toEqual([1, AFTER]);
});

test('a store that is gone once it is armed: this process stops there, and confirms nothing that it cannot write', async () => {
  const change = await asked();
  one.changes.follow(() => {});
  meet = (point) => {
    if (point === 'arming:done') store.down = true;
  };
  await confirmed(one, change);
  await until(() => store.down);
  await rounds();
  expect(host.history.filter((text) => text.includes('auto-backup.sh') && !text.includes('setsid'))).toEqual([]);
  expect([host.connections(), routesOf(host), host.processes().length > 0]).toEqual([0, AFTER, true]);
  // The write that failed, and the lease that was not let go.
  await until(() => one.faults.length > 1);
  expect(one.faults.slice(0, 2)).toMatchObject([{ code: 'store' }, { code: 'store' }]);
  store.down = false;
  one.changes.start();
  expect((await ended(one, change.approval.id)).approval.state).toBe('verified');
});

test('one login asks a host for its version once', async () => {
  const change = await asked();
  const told = host.history.length;
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval.state).toBe('verified');
  expect(host.history.slice(told).filter((text) => text.includes('vmware -v'))).toHaveLength(2);
});

test('claimed, left there by a store that went, and found a week later: void, for requests expire', async () => {
  let later = 0;
  const now = () => Date.now() + later;
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  store = new MemoryStore(now);
  let lost = false;
  const first = bot(store, hosts, {
    now,
    at: (point) => {
      if (point === 'claimed:written') lost = store.down = true;
    },
  });
  const change = await askedFor(first, await planOf(hosts, ROUTE));
  await confirmed(first, change);
  await until(() => lost);
  await first.changes.settled(change.approval.id);
  await first.changes.stop();
  store.down = false;
  expect((await first.changes.get(change.approval.id))!.approval.progress).toBe('claimed');
  later = 7 * 86_400_000;
  one = bot(store, hosts, { now });
  one.changes.start();
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'void',
    ended: { why: 'It was found after its time was over; nothing was run.' },
  });
  expect([armed(), routesOf(host)]).toEqual([0, BEFORE]);
});

test('a store that lost a change while its host was changed: the keeper of the bot is told where to look', async () => {
  const { approval } = await asked();
  let lost = false;
  meet = (point) => {
    if (point !== 'armed:written' || lost) return;
    lost = true;
    // Emptied, as by FLUSHALL.
    const empty = new MemoryStore();
    for (const [name, value] of Object.entries(empty)) if (value instanceof Map) Reflect.set(store, name, value);
  };
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  await one.changes.settled(approval.id);
  expect(await one.changes.get(approval.id)).toBeNull();
  expect(one.faults.map(String)).toEqual([
    expect.stringMatching(
      `^Error: The store lost the change ${approval.id} while ${NAME} was being changed\\..* list its table`,
    ),
  ]);
}, 60_000);
