/** Every write about a change: its record, its journal and the audit move in one commit, or not at all. */
import type { Json, Lease, Step, Store, Stored } from '../store/store.ts';
import { type AuditDraft, auditSteps, headOf, withoutSecrets } from './audit.ts';
import { asJson, type Change, changeIn, changeKey, changeSteps, journalOf, planKey } from './change.ts';
import type { JournalEntry, Noted } from './journal.ts';
import { LostClaim } from './stopped.ts';

/** What to write: nothing of the record where it stays as it is. */
export interface Decision<T> {
  readonly change?: Change;
  readonly noted: readonly Noted[];
  readonly result: T;
}

/** Somebody else was quicker so often that it is a bug or a store that is broken. */
const MOST_TRIES = 500;

export type Listener = (change: Change, entries: readonly JournalEntry[]) => void;

export class Ledger {
  readonly store: Store;
  readonly now: () => number;
  private readonly told: Listener;
  /** Writes of one process take turns, so that only other processes can be quicker. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(store: Store, now: () => number, told: Listener) {
    this.store = store;
    this.now = now;
    this.told = told;
  }

  async read(id: string): Promise<Change | null> {
    const stored = await this.store.read(changeKey(id));
    return stored === null ? null : changeIn(stored);
  }

  /** False where the id is taken. */
  async create(change: Change, plan: Json, noted: readonly Noted[]): Promise<boolean> {
    return await this.alone(async () => {
      const { id } = change.approval;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        if ((await this.store.read(changeKey(id))) !== null) return false;
        const planned: Step = { kind: 'write', key: planKey(id), version: null, value: plan };
        if (await this.commit(change, null, noted, undefined, [planned])) return true;
      }
      throw new Error(`nothing could be written for ${id}`);
    });
  }

  /**
   * Decides by the newest record and writes what was decided, again where somebody was quicker. Under a lease nothing is written
   * once that is lost; null where there is no such change.
   */
  async move<T>(id: string, decide: (change: Change) => Decision<T>, lease?: Lease): Promise<T | null> {
    return await this.alone(async () => {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const stored = await this.store.read(changeKey(id));
        if (stored === null) return null;
        const { change, noted, result } = decide(changeIn(stored));
        if (change === undefined && noted.length === 0) return result;
        const version = change === undefined ? undefined : stored.version;
        if (await this.commit(change ?? changeIn(stored), version, noted, lease)) return result;
        // Its holder renews it meanwhile and alone knows its end, so it is only asked for.
        if (lease !== undefined && !(await this.store.commit([], lease))) throw new LostClaim();
      }
      throw new Error(`nothing could be written for ${id}`);
    });
  }

  /** `version` undefined: the record is not written; a journal's number then stays with the record that is there. */
  private async commit(
    change: Change,
    version: number | null | undefined,
    noted: readonly Noted[],
    lease?: Lease,
    more: readonly Step[] = [],
  ): Promise<boolean> {
    const entries = noted.map(
      (each): JournalEntry => ({
        at: this.now(),
        ...each,
        detail: withoutSecrets(each.detail),
      }),
    );
    const head = entries.length === 0 ? null : await headOf(this.store);
    const moved = version === undefined ? change : { ...change, journal: change.journal + entries.length };
    const steps = [...this.steps(moved, version, entries, head), ...more];
    const done = await this.store.commit(steps, lease);
    if (done) this.told(moved, entries);
    return done;
  }

  private steps(
    change: Change,
    version: number | null | undefined,
    entries: readonly JournalEntry[],
    head: Stored | null,
  ): Step[] {
    const { id, host, digest } = change.approval;
    const drafts = entries.map((entry): AuditDraft => ({ ...entry, change: id, host, digest }));
    // What did not move it is on the audit alone.
    if (version === undefined) return auditSteps(drafts, head);
    const journal = entries.map((entry): Step => ({ kind: 'append', log: journalOf(id), entry: asJson(entry) }));
    return [...changeSteps(change, version), ...journal, ...auditSteps(drafts, head)];
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.catch(() => {});
    return await done;
  }
}
