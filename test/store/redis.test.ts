import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { type RedisServer, redisMissing, startRedis } from '../support/redis-server.ts';
import { storeSuite } from './suite.ts';

const named = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);

describe.skipIf(redisMissing !== null)(named('with a Redis server'), () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.stop();
  });

  storeSuite('redis', async () => {
    const admin = new Redis(server.address);
    await admin.flushall();
    return {
      open: () => openStore(server.address),
      pass: (ms) => sleep(ms),
      now: Date.now,
      left: async () => {
        const names = new Set(await admin.zrange('{vmkbot}:names', '0', '-1'));
        // Each end belongs to a name.
        for (const name of await admin.zrange('{vmkbot}:ends', '0', '-1')) names.add(name);
        return [...names].sort();
      },
      done: async () => void (await admin.quit()),
    };
  });

  test('every key lies in one slot of a cluster', async () => {
    const store = await openStore(server.address);
    await store.commit([
      { kind: 'write', key: 'x', version: 'any', value: 1 },
      { kind: 'append', log: 'y', entry: 1 },
    ]);
    await store.acquire('z', 'me', 10);
    const admin = new Redis(server.address);
    const keys = await admin.keys('*');
    expect(keys.length).toBeGreaterThan(4);
    expect(keys.filter((key) => !key.startsWith('{vmkbot}:'))).toEqual([]);
    await admin.quit();
    await store.close();
  });

  test('says nothing of settings that keep what was acknowledged', async () => {
    const store = await openStore(server.address);
    expect(await store.warnings()).toEqual([]);
    await store.close();
  });
});

describe.skipIf(redisMissing !== null)(named('settings that lose approvals'), () => {
  test.each([
    ['no persistence at all', ['--save', ''], 'nothing on disk'],
    ['snapshots only', ['--save', '60 1'], 'snapshots only'],
    ['a log synced once a second', ['--appendonly', 'yes'], 'once a second'],
    [
      'eviction',
      ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'allkeys-lru'],
      'allkeys-lru',
    ],
  ])('%s', async (_, settings, words) => {
    const server = await startRedis(settings);
    const store = await openStore(server.address);
    expect((await store.warnings()).join(' ')).toContain(words);
    await store.close();
    await server.stop();
  });
});

describe.skipIf(redisMissing !== null)(named('a Redis that goes away'), () => {
  test('each use is told at once, nothing waits; after its return everything acknowledged is there', async () => {
    const server = await startRedis();
    const store = await openStore(server.address);
    await store.commit([{ kind: 'write', key: 'a', version: null, value: 1 }]);
    await server.kill();
    await expect(store.read('a')).rejects.toMatchObject({ code: 'store' });
    await expect(store.commit([{ kind: 'append', log: 'l', entry: 1 }])).rejects.toMatchObject({ code: 'store' });
    expect(await store.ready()).toBe(false);
    await server.start();
    for (let i = 0; i < 100 && !(await store.ready()); i++) await sleep(100);
    expect((await store.read('a'))?.value).toBe(1);
    expect(await store.entries('l', 1, 10)).toEqual([]);
    await store.close();
    await server.stop();
  });

  test('a server that answers and takes nothing is not ready', async () => {
    const server = await startRedis();
    const store = await openStore(server.address);
    const admin = new Redis(server.address);
    expect(await store.ready()).toBe(true);
    await admin.config('SET', 'maxmemory', '1');
    expect(await admin.ping()).toBe('PONG');
    expect(await store.ready()).toBe(false);
    await admin.config('SET', 'maxmemory', '0');
    expect(await store.ready()).toBe(true);
    await Promise.all([admin.quit(), store.close()]);
    await server.stop();
  });

  test('a server that is not there is a problem that does not show the password', async () => {
    const fault = await openStore('redis://user:s3cret-word@127.0.0.1:9').catch((error) => error);
    expect(fault).toMatchObject({ name: 'Problem', code: 'store' });
    expect(`${fault.message} ${fault.next} ${fault.stack}`).not.toContain('s3cret-word');
  });
});
