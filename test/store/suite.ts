import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';

/** What every store promises. `open` gives one more handle on the same, empty at the start of each test; `now` moves its clock. */
export interface Subject {
  open(): Promise<Store>;
  /** Lets this much time pass, by a clock of its own or by waiting. */
  pass(ms: number): Promise<void>;
  now(): number;
  /** Names of values that still take room, expired or not; the store may be closed for it. */
  left(store: Store): Promise<readonly string[]>;
  done(): Promise<void>;
}

const write = (key: string, version: number | null | 'any', value: string | number, expires?: number) =>
  ({ kind: 'write', key, version, value, ...(expires !== undefined && { expires }) }) as const;

export function storeSuite(name: string, begin: () => Promise<Subject>): void {
  describe(name, () => {
    let subject: Subject;
    let store: Store;
    beforeEach(async () => {
      subject = await begin();
      store = await subject.open();
    });
    afterEach(async () => {
      await store.close();
      await subject.done();
    });

    test('what was never written is absent', async () => {
      expect(await store.read('a')).toBeNull();
      expect(await store.list('')).toEqual([]);
      expect(await store.entries('log', 1, 10)).toEqual([]);
    });

    test('a value comes back as it was written, whatever characters it holds', async () => {
      const value = { text: 'ü\u0000\u2028😀"\\', list: [1, null, true, -0.5], '{vmkbot}': {} };
      expect(await store.commit([{ kind: 'write', key: 'a', version: null, value }])).toBe(true);
      expect((await store.read('a'))?.value).toEqual(value);
    });

    test('a write that names the version it read succeeds once', async () => {
      await store.commit([write('a', null, 1)]);
      const { version } = (await store.read('a'))!;
      expect(await store.commit([write('a', version, 2)])).toBe(true);
      expect(await store.commit([write('a', version, 3)])).toBe(false);
      expect(await store.commit([write('a', null, 3)])).toBe(false);
      expect((await store.read('a'))?.value).toBe(2);
    });

    test('a version is never used again, also where the key was removed between', async () => {
      await store.commit([write('a', null, 1)]);
      const first = (await store.read('a'))!;
      await store.commit([{ kind: 'remove', key: 'a', version: first.version }]);
      await store.commit([write('a', null, 2)]);
      expect(await store.commit([write('a', first.version, 3)])).toBe(false);
      expect((await store.read('a'))?.value).toBe(2);
    });

    test('all steps of a commit, or none', async () => {
      await store.commit([write('a', null, 1)]);
      const steps = [write('b', null, 1), { kind: 'append', log: 'log', entry: 'x' } as const, write('a', null, 2)];
      expect(await store.commit(steps)).toBe(false);
      expect(await store.read('b')).toBeNull();
      expect(await store.entries('log', 1, 10)).toEqual([]);
      expect((await store.read('a'))?.value).toBe(1);
    });

    test('of 200 writers with one version, one succeeds', async () => {
      await store.commit([write('a', null, 0)]);
      const { version } = (await store.read('a'))!;
      const other = await subject.open();
      const racers = Array.from({ length: 200 }, (_, i) =>
        (i % 2 ? other : store).commit([write('a', version, i + 1)]),
      );
      expect((await Promise.all(racers)).filter(Boolean)).toHaveLength(1);
      if (other !== store) await other.close();
    });

    test('a key names itself once in a commit: two steps on it are a fault of the caller', async () => {
      await expect(store.commit([write('a', null, 1), write('a', null, 2)])).rejects.toThrow('twice');
      expect(await store.read('a')).toBeNull();
    });

    test('lists by prefix, in order of names, without expired ones', async () => {
      for (const key of ['b:2', 'a', 'b:1', 'b', 'c', 'b:😀', 'b:\uffee']) await store.commit([write(key, null, key)]);
      await store.commit([write('b:3', null, 'late', subject.now() + 40)]);
      await subject.pass(60);
      expect((await store.list('b:')).map(({ key, value }) => [key, value])).toEqual([
        ['b:1', 'b:1'],
        ['b:2', 'b:2'],
        ['b:\uffee', 'b:\uffee'],
        ['b:😀', 'b:😀'],
      ]);
    });

    test('what has expired is absent: it can be written anew, and not by its old version', async () => {
      await store.commit([write('a', null, 1, subject.now() + 40)]);
      const old = (await store.read('a'))!;
      await subject.pass(60);
      expect(await store.read('a')).toBeNull();
      expect(await store.commit([write('a', old.version, 2)])).toBe(false);
      expect(await store.commit([write('a', null, 3)])).toBe(true);
      await subject.pass(60);
      expect((await store.read('a'))?.value).toBe(3);
    });

    test('what has expired leaves nothing behind, however much it was', async () => {
      const once = Array.from({ length: 250 }, (_, i) => write(`once:${i}`, null, i, subject.now() + 40));
      await Promise.all(once.map((step) => store.commit([step])));
      await store.commit([write('longer', null, 1, subject.now() + 40)]);
      await store.commit([write('longer', 'any', 2, subject.now() + 60_000)]);
      await store.commit([write('for ever', null, 1, subject.now() + 40)]);
      await store.commit([write('for ever', 'any', 2)]);
      await subject.pass(80);
      for (let i = 0; i < 4; i++) await store.commit([write('another', 'any', i)]);
      expect(await subject.left(store)).toEqual(['another', 'for ever', 'longer']);
    });

    test('a log numbers its entries from 1 without gaps, whoever appends', async () => {
      const other = await subject.open();
      const all = Array.from({ length: 60 }, (_, i) =>
        (i % 2 ? other : store).commit([{ kind: 'append', log: 'log', entry: i }]),
      );
      await Promise.all(all);
      await store.commit([{ kind: 'append', log: 'log2', entry: 'another' }]);
      const entries = await store.entries('log', 1, 100);
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      expect(new Set(entries.map(({ entry }) => entry)).size).toBe(60);
      expect(await store.entries('log', 59, 1)).toEqual([entries[58]]);
      if (other !== store) await other.close();
    });

    test('a lease has one holder, and its fence grows with each', async () => {
      const first = (await store.acquire('host', 'one', 50))!;
      expect(await store.acquire('host', 'two', 50)).toBeNull();
      await subject.pass(80);
      const second = (await store.acquire('host', 'two', 1_000))!;
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await store.renew(first, 1_000)).toBeNull();
      expect(await store.renew(second, 2_000)).toMatchObject({ holder: 'two', fence: second.fence });
    });

    test('whoever lost the lease writes nothing', async () => {
      const first = (await store.acquire('host', 'one', 50))!;
      await subject.pass(80);
      expect(await store.commit([write('a', null, 1)], first)).toBe(false);
      const second = (await store.acquire('host', 'two', 1_000))!;
      expect(await store.commit([write('a', null, 1)], first)).toBe(false);
      expect(await store.commit([write('a', null, 2)], second)).toBe(true);
    });

    test('a lease that was given up is free at once; giving up one that was lost takes nothing from its new holder', async () => {
      const first = (await store.acquire('host', 'one', 10_000))!;
      await store.release(first);
      const second = (await store.acquire('host', 'two', 10_000))!;
      await store.release(first);
      expect(await store.acquire('host', 'three', 10)).toBeNull();
      expect(await store.commit([write('a', null, 1)], second)).toBe(true);
    });

    test('is ready while open', async () => {
      expect(await store.ready()).toBe(true);
    });
  });
}
