import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Change, changeKey, changeSteps } from '../../src/changes/change.ts';
import { Ledger } from '../../src/changes/ledger.ts';
import { LostClaim } from '../../src/changes/stopped.ts';
import { requested } from '../../src/core/approvals/approval.ts';
import { openStore } from '../../src/store/index.ts';
import type { Lease, Store } from '../../src/store/store.ts';

const ID = 'c-222222';
const HOUR = 3_600_000;

let at: number;
let folder: string;
let store: Store;
let ledger: Ledger;
/** Called once, right before a commit under a lease. */
let between: (() => Promise<unknown>) | null;

beforeEach(async () => {
  at = 1_000_000;
  between = null;
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-ledger-'));
  store = await openStore(folder, () => at);
  const commit = store.commit.bind(store);
  store.commit = async (steps, lease) => {
    const first = lease === undefined ? null : between;
    if (first !== null) between = null;
    await first?.();
    return await commit(steps, lease);
  };
  ledger = new Ledger(
    store,
    () => at,
    () => {},
  );
  await store.commit(changeSteps(change(), null));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function change(): Change {
  const approval = requested({
    ...{ id: ID, host: 'esx-01', kind: 'route', digest: 'd', asker: 'U0', askedAt: at, expires: at + HOUR },
    ...{ quorum: 1, needsReason: false, needsCode: false },
  });
  return {
    ...{ schema: 'vmkbot/change/1', approval, timer: 60, card: null, thread: null, journal: 0, armed: null },
    ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false, group: null },
    together: null,
  };
}

async function kept(): Promise<Lease> {
  const lease = (await store.acquire('host:esx-01', 'p', 60_000))!;
  at += 40_000;
  await store.renew(lease, 60_000);
  at += 30_000;
  return lease;
}

const write = async (lease: Lease) =>
  await ledger.move(
    ID,
    (is) => ({
      change: { ...is, why: 'x' },
      noted: [{ by: 'p', what: 'found', phase: null, detail: null }],
      result: 1,
    }),
    lease,
  );

const elsewhere = async () => {
  const { value } = (await store.read(changeKey(ID)))!;
  await store.commit([{ kind: 'write', key: changeKey(ID), version: 'any', value }]);
};

test('somebody else was quicker long after a lease was first taken: written all the same, and the lease lasts as long', async () => {
  const lease = await kept();
  between = elsewhere;
  expect(await write(lease)).toBe(1);
  at += 29_000;
  expect(await store.acquire('host:esx-01', 'other', 1)).toBeNull();
  at += 2_000;
  expect(await store.acquire('host:esx-01', 'other', 1)).not.toBeNull();
});

test('a lease that is lost: nothing is written, and it is not tried again and again', async () => {
  const lease = await kept();
  at += 31_000;
  await store.acquire('host:esx-01', 'other', 60_000);
  await expect(write(lease)).rejects.toBeInstanceOf(LostClaim);
  expect((await ledger.read(ID))?.why).toBeNull();
});
