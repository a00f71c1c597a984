/** What the store keeps of one change, without secrets: reasons are typed by people, and hosts print what they like. */
import { withoutSecrets } from '../changes/audit.ts';
import { asJson, type Change, changeIn, changeKey, journalOf, planKey } from '../changes/change.ts';
import type { JournalEntry } from '../changes/journal.ts';
import { changeRow } from '../core/describe/change-json.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import type { ChangeKept, ChangeRow } from '../core/record.ts';
import type { Store } from '../store/store.ts';

/** Of a journal the last ones; a change that was recovered often has more. */
const MOST_STEPS = 500;

export async function rowOf(store: Store, change: Change): Promise<ChangeRow> {
  // Of several hosts what the first of them is told: they are of one kind.
  const plan = await planOf(store, change.together?.members[0] ?? change.approval.id);
  return clean(changeRow(change, plan === null ? [] : [plan], await partsOf(store, change)));
}

export async function keptOf(store: Store, change: Change): Promise<Omit<ChangeKept, 'names'>> {
  const { id } = change.approval;
  const ids = change.together?.members ?? [id];
  const plans = (await Promise.all(ids.map((each) => planOf(store, each)))).filter((each) => each !== null);
  const members = await partsOf(store, change);
  const earlier = Math.max(0, change.journal - MOST_STEPS);
  const steps = await store.entries(journalOf(id), earlier + 1, MOST_STEPS);
  const journal = steps.map(({ entry }) => entry as unknown as JournalEntry);
  return clean({ change, plans, members, journal, earlier });
}

async function partsOf(store: Store, { together }: Change): Promise<readonly Change[]> {
  const parts = (together?.members ?? []).map((each) => changeOf(store, each));
  return (await Promise.all(parts)).filter((each) => each !== null);
}

export async function changeOf(store: Store, id: string): Promise<Change | null> {
  const stored = await store.read(changeKey(id));
  return stored === null ? null : changeIn(stored);
}

async function planOf(store: Store, id: string): Promise<AnyPlan | null> {
  const stored = await store.read(planKey(id));
  return (stored?.value ?? null) as unknown as AnyPlan | null;
}

function clean<T>(value: T): T {
  return withoutSecrets(asJson(value)) as unknown as T;
}
