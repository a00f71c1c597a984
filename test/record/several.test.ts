import { expect, test } from 'vitest';
import { asJson, type Change, summaryOf } from '../../src/changes/change.ts';
import { Deciding } from '../../src/changes/deciding.ts';
import { Ledger } from '../../src/changes/ledger.ts';
import { requested } from '../../src/core/approvals/approval.ts';
import { type Changeable, changeable } from '../../src/core/policy/approve.ts';
import { readRecord } from '../../src/record/read.ts';
import { person, policy } from '../changes/support.ts';
import { MemoryStore } from '../support/memory-store.ts';

/** What is shown of them is words; by these nobody may decide or see anything. */
const SHOWN = 'two hosts';
const approval = requested({
  ...{ id: 'g-234567', host: SHOWN, kind: 'route', digest: 'd', asker: 'U0', askedAt: 0, expires: 1000 },
  ...{ quorum: 1, needsReason: false, needsCode: false },
});
const whole: Change = {
  ...{ schema: 'vmkbot/change/1', approval, timer: 60, card: null, thread: null, journal: 0, armed: null },
  ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false, group: null },
  together: { members: ['c-1', 'c-2'], hosts: ['esx-01', 'esx-02'], state: null },
};

async function kept() {
  const store = new MemoryStore(() => 5);
  const ledger = new Ledger(
    store,
    () => 5,
    () => {},
  );
  const noted = [{ by: 'U0', what: 'asked', phase: null, detail: null }] as const;
  await ledger.create([{ change: whole, plan: asJson(null), noted }]);
  return { store, ledger };
}

test('of several hosts is told whoever may read each of them, by the list of them', async () => {
  const { store } = await kept();
  const seenBy = async (...hosts: string[]) => {
    const record = readRecord(store, { hosts });
    const { open } = await record.list({ host: 'ESX-02', ended: 0 });
    const { entries } = await record.audit({ about: 'esx-02', most: 9 });
    const [exported, verified] = [await record.exported(1).catch(() => []), await record.verify()];
    const all = verified.result === 'whole' && verified.entries !== null;
    return [open.length, entries.length, (await record.one(approval.id)) !== null, exported.length, all];
  };
  expect(await seenBy('esx-01', 'esx-02')).toEqual([1, 1, true, 1, true]);
  for (const some of [['esx-01'], ['esx-02'], [SHOWN], ['esx-01', SHOWN]])
    expect(await seenBy(...some)).toEqual([0, 0, false, 0, false]);
  expect(summaryOf(whole).hosts).toEqual(['esx-01', 'esx-02']);
});

test('on several hosts decides whoever is meant for each of them, by the list of them', async () => {
  const { ledger } = await kept();
  const policies = [policy(), policy({ groups: ['core'], approve: { ...policy().approve, users: ['U1'] } })];
  const demands = (host: string): Changeable =>
    changeable(policies, { groups: host === 'esx-02' ? ['core'] : host === 'esx-01' ? ['lab'] : [] }, 'route');
  const deciding = new Deciding(ledger, { demands });
  const vote = { digest: 'd', reason: null, code: 'none' } as const;
  expect(await deciding.confirm(approval.id, { ...vote, by: person('U2') })).toMatchObject({
    refusal: { code: 'not-an-operator' },
  });
  expect(await deciding.confirm(approval.id, { ...vote, by: person('U1') })).toMatchObject({ kind: 'moved' });
});
