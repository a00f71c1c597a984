/** What is kept of changes, as it is read: each by itself, the open ones, and all there ever were. */
import type { AnyPlan } from '../core/plans/any-plan.ts';
import type { Entry, Store } from '../store/store.ts';
import { newestFirst } from './audit.ts';
import { type Change, changeIn, changeKey, journalOf, OPEN, planKey, type Summary } from './change.ts';
import type { JournalEntry } from './journal.ts';

/** So that others have their turn between. */
const AT_ONCE = 50;

export class Reading {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  async planOf(id: string): Promise<AnyPlan | null> {
    const stored = await this.store.read(planKey(id));
    return stored === null ? null : (stored.value as unknown as AnyPlan);
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

  /** As many as are wanted of all there ever were, the last asked for first; what is older is not read. */
  async history(most: number): Promise<readonly Change[]> {
    const ids: string[] = [];
    for await (const { what, change } of newestFirst(this.store)) {
      if (ids.length >= most) break;
      if (what === 'asked') ids.push(change);
    }
    const changes: Change[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const read = ids.slice(from, from + AT_ONCE).map((id) => this.store.read(changeKey(id)));
      for (const stored of await Promise.all(read)) if (stored !== null) changes.push(changeIn(stored));
    }
    return changes;
  }
}
