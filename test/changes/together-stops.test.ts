import { expect, test } from 'vitest';
import { digestOfAll } from '../../src/changes/bound.ts';
import { asJson, type Change, changeKey, changeSteps, digestOfPlan, stateOf } from '../../src/changes/change.ts';
import { Ledger } from '../../src/changes/ledger.ts';
import { advance } from '../../src/changes/together.ts';
import { requested } from '../../src/core/approvals/approval.ts';
import { step } from '../../src/core/approvals/step.ts';
import type { Plan } from '../../src/core/plans/plan.ts';
import type { Step } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';

const planOf = (id: string) => ({ host: id }) as unknown as Plan;
const digestAt = (id: string) => digestOfPlan(planOf(id));

/** Another process that is a moment quicker: it claims a member right before somebody writes that it is cancelled. */
class Quicker extends MemoryStore {
  claims: string | null = null;

  override async commit(steps: readonly Step[]): Promise<boolean> {
    const id = this.claims;
    if (id !== null && steps.some((each) => each.kind === 'write' && each.key === changeKey(id))) {
      this.claims = null;
      const stored = (await this.read(changeKey(id)))!;
      const change = stored.value as unknown as Change;
      await super.commit(changeSteps({ ...change, ...claimed(change) }, stored.version));
    }
    return await super.commit(steps);
  }
}

const claimed = ({ approval }: Change) =>
  moved(approval, { kind: 'claim', holder: 'p', fence: 1, at: 2, digest: approval.digest });

function moved(approval: Change['approval'], event: Parameters<typeof step>[1]) {
  const stepped = step(approval, event);
  if (stepped.kind === 'refused') throw new Error(stepped.refusal.code);
  return { approval: stepped.approval };
}

function change(id: string, more: Partial<Change> = {}): Change {
  const digest = more.together ? digestOfAll(more.together.members.map(digestAt)) : digestAt(id);
  const approval = requested({
    ...{ id, host: id, kind: 'route', digest, asker: 'U0', askedAt: 0, expires: 1000 },
    ...{ quorum: 1, needsReason: false, needsCode: false },
  });
  const confirmed = moved(approval, {
    kind: 'confirm',
    by: 'U1',
    at: 1,
    digest,
    may: 'yes',
    reason: null,
    code: 'none',
  });
  return {
    ...{ schema: 'vmkbot/change/1', ...confirmed, timer: 60, card: null, thread: null, journal: 0, armed: null },
    ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false, group: 'g-1' },
    ...{ together: null, ...more },
  };
}

test('a member that is begun while the others are cancelled is waited for, and the whole ends behind it', async () => {
  const store = new Quicker(() => 5);
  const ledger = new Ledger(
    store,
    () => 5,
    () => {},
  );
  const failed = change('c-1');
  const ended = { ...claimed(failed).approval, state: 'void' as const };
  for (const each of [{ ...failed, approval: ended }, change('c-2')])
    await ledger.create([{ change: each, plan: asJson(planOf(each.approval.id)), noted: [] }]);
  const whole = change('g-1', {
    group: null,
    together: { members: ['c-1', 'c-2'], hosts: ['c-1', 'c-2'], state: null },
  });
  await ledger.create([{ change: whole, plan: null, noted: [] }]);
  store.claims = 'c-2';
  await advance(ledger, whole, () => {});
  expect((await ledger.read('c-2'))!.approval.state).toBe('applying');
  expect(stateOf((await ledger.read('g-1'))!)).toBe('applying');

  await ledger.move('c-2', (kept) => {
    const end = { kind: 'end', fence: 1, at: 3, as: 'void', why: null } as const;
    return { change: { ...kept, ...moved(kept.approval, end) }, noted: [], result: null };
  });
  await advance(ledger, whole, () => {});
  expect(stateOf((await ledger.read('g-1'))!)).toBe('void');
});
