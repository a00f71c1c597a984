import { expect, test } from 'vitest';
import { type Change, changeSteps } from '../../src/changes/change.ts';
import { Ledger } from '../../src/changes/ledger.ts';
import { Reading } from '../../src/changes/reading.ts';
import { requested } from '../../src/core/approvals/approval.ts';
import { MemoryStore } from '../support/memory-store.ts';

/** Fails where everything is read to tell of a few. */
class Counting extends MemoryStore {
  reads = 0;
  override async list(prefix: string) {
    if (prefix !== 'open:') throw new Error(`all of ${prefix} was read`);
    return await super.list(prefix);
  }
  override async read(key: string) {
    this.reads += 1;
    return await super.read(key);
  }
  override async entries(log: string, from: number, limit: number) {
    const page = await super.entries(log, from, limit);
    this.reads += page.length;
    return page;
  }
}

function change(i: number): Change {
  const approval = requested({
    ...{ id: `c-${String(i).padStart(6, '0')}`, host: 'esx-07', kind: 'route', digest: 'sha256:0', asker: 'U0' },
    ...{ askedAt: 1_000 + i, expires: 9_000_000, quorum: 1, needsReason: false, needsCode: false },
  });
  return {
    ...{ schema: 'vmkbot/change/1', approval, timer: 120, card: null, thread: null, journal: 0, armed: null },
    ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false },
    ...{ group: null, together: null },
  };
}

async function asked(count: number): Promise<Counting> {
  const store = new Counting();
  const ledger = new Ledger(store, Date.now, () => {});
  const noted = [{ by: 'U0', what: 'asked', phase: null, detail: null }] as const;
  for (let i = 1; i <= count; i++) await ledger.create([{ change: change(i), plan: {}, noted }]);
  return store;
}

test('the last that were asked for, newest first; what is older is not read', async () => {
  const store = await asked(1_200);
  store.reads = 0;
  const ids = (await new Reading(store).history(20)).map(({ approval }) => approval.id);
  expect(ids).toEqual(Array.from({ length: 20 }, (_, i) => `c-${String(1_200 - i).padStart(6, '0')}`));
  expect(store.reads).toBeLessThan(400);
});

test('more than there are: all, over every page of the record, none of them twice', async () => {
  const store = await asked(700);
  const ids = (await new Reading(store).history(5_000)).map(({ approval }) => approval.id);
  expect([ids.length, new Set(ids).size, ids.at(-1)]).toEqual([700, 700, 'c-000001']);
});

test('the open ones are told by their summaries alone, the oldest first', async () => {
  const store = new Counting();
  for (const i of [3, 1, 2]) await store.commit(changeSteps(change(i), null));
  const open = await new Reading(store).open();
  expect(open.map(({ id, askedAt }) => [id, askedAt])).toEqual([1, 2, 3].map((i) => [`c-00000${i}`, 1_000 + i]));
  expect(store.reads).toBe(0);
});
