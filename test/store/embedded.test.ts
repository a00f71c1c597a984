import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { valueAt } from '../../src/store/embedded/rooms.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { storeSuite } from './suite.ts';

storeSuite('embedded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-store-'));
  let at = Date.now();
  let only: Store | undefined;
  return {
    open: async () => (only ??= await openStore(folder, () => at)), // one process, one handle
    pass: async (ms) => {
      at += ms;
    },
    now: () => at,
    left: async (store) => {
      await store.close();
      await (await openStore(folder, () => at)).close(); // what has expired is swept at the start, and now and then
      const db = new ClassicLevel(join(folder, 'store'));
      const keys = await db.keys({ gte: valueAt(''), lt: valueAt('~') }).all();
      await db.close();
      return keys.map((key) => key.slice(valueAt('').length));
    },
    done: async () => rmSync(folder, { recursive: true }),
  };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['at once', 0],
  ['and its clock was set back by an hour', -3_600_000],
])('a lease ends with the process that held it: the next has it, %s, with a higher fence', async (_, ms) => {
  let at = Date.now();
  const before = await openStore(folder, () => at);
  const first = (await before.acquire('host', 'one', 60_000))!;
  await before.close();
  at += ms;
  const after = await openStore(folder, () => at);
  const second = await after.acquire('host', 'two', 60_000);
  expect(second).toMatchObject({ holder: 'two', fence: first.fence + 1 });
  expect(await after.renew(first, 60_000)).toBeNull();
  expect(await after.commit([{ kind: 'write', key: 'a', version: null, value: 1 }], first)).toBe(false);
  expect(await after.acquire('host', 'three', 60_000)).toBeNull();
  await after.close();
});
