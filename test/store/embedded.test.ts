import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    done: async () => rmSync(folder, { recursive: true }),
  };
});
