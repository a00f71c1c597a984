/** What is kept of changes, as it is read: each by itself, the open ones, and all there ever were. */
import type { Plan } from '../core/plans/plan.ts';
import type { Entry, Store } from '../store/store.ts';
import { type Change, changeKey, journalOf, OPEN, planKey, type Summary } from './change.ts';
import type { JournalEntry } from './journal.ts';

export class Reading {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  async planOf(id: string): Promise<Plan | null> {
    const stored = await this.store.read(planKey(id));
    return stored === null ? null : (stored.value as unknown as Plan);
  }

  async journal(id: string): Promise<readonly JournalEntry[]> {
    const entries: readonly Entry[] = await this.store.entries(journalOf(id), 1, 10_000);
    return entries.map(({ entry }) => entry as unknown as JournalEntry);
  }

  /** Those that something is left to do about, oldest first. */
  async open(): Promise<readonly Summary[]> {
    const all = await this.store.list(OPEN);
    return all.map(({ value }) => value as unknown as Summary).sort((a, b) => a.askedAt - b.askedAt);
  }

  /** All there ever were, newest first; reads each. */
  async history(most: number): Promise<readonly Change[]> {
    const all = await this.store.list(changeKey(''));
    const changes = all.map(({ value }) => value as unknown as Change);
    return changes.sort((a, b) => b.approval.askedAt - a.approval.askedAt).slice(0, most);
  }
}
