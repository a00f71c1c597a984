import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
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
