import { beforeEach, expect, test } from 'vitest';
import { Keeper } from '../../src/changes/keeper.ts';
import { Ledger } from '../../src/changes/ledger.ts';
import { MemoryStore } from '../support/memory-store.ts';

let store: MemoryStore;
let faults: unknown[];
beforeEach(() => {
  store = new MemoryStore();
  faults = [];
});

async function kept(ms: number): Promise<Keeper> {
  const ledger = new Ledger(store, Date.now, () => {});
  const lease = (await store.acquire('host/esx-07', 'one', ms))!;
  return new Keeper(ledger, lease, ms, new AbortController().signal, (fault) => faults.push(fault));
}

test('a store that does not renew a lease ends the work under it, and is heard of', async () => {
  const keeper = await kept(60);
  store.down = true;
  await new Promise((lost) => keeper.signal.addEventListener('abort', lost));
  expect(faults[0]).toMatchObject({ code: 'store' });
  store.down = false;
  await keeper.end();
});

test('a store that does not let go of a lease is heard of, and the work has ended all the same', async () => {
  const keeper = await kept(60_000);
  store.down = true;
  await keeper.end();
  expect(faults).toMatchObject([{ code: 'store' }]);
});

test('a lease that somebody else has by now is no fault', async () => {
  const keeper = await kept(60);
  await store.release(keeper.lease);
  await store.acquire('host/esx-07', 'two', 60_000);
  if (!keeper.signal.aborted) await new Promise((lost) => keeper.signal.addEventListener('abort', lost));
  expect(faults).toEqual([]);
  await keeper.end();
});
