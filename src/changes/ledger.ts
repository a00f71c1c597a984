/** Every write about a change: its record, its journal and the audit move in one commit, or not at all. */
import type { Json, Lease, Step, Store } from '../store/store.ts';
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

/** A change that is new, with its plan; a whole of several has none. */
export interface Created {
  readonly change: Change;
  readonly plan: Json;
  readonly noted: readonly Noted[];
}

/** What one commit writes of a change; `version` undefined: not its record. */
interface Write extends Pick<Created, 'change' | 'noted'> {
  readonly version: number | null | undefined;
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

  /** False where an id is taken. What belongs together is kept together, or not at all. */
  async create(all: readonly Created[]): Promise<boolean> {
    return await this.alone(async () => {
      const plans = all.map(({ change: { approval }, plan }): Step => {
        return { kind: 'write', key: planKey(approval.id), version: null, value: plan };
      });
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        for (const { change } of all) if ((await this.read(change.approval.id)) !== null) return false;
        const writes = all.map(({ change, noted }): Write => ({ change, noted, version: null }));
        if (await this.commit(writes, undefined, plans)) return true;
      }
      throw new Error(`nothing could be written for ${all[0]?.change.approval.id}`);
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
        if (await this.commit([{ change: change ?? changeIn(stored), version, noted }], lease)) return result;
        // Its holder renews it meanwhile and alone knows its end, so it is only asked for.
        if (lease !== undefined && !(await this.store.commit([], lease))) throw new LostClaim();
      }
      throw new Error(`nothing could be written for ${id}`);
    });
  }

  private async commit(writes: readonly Write[], lease?: Lease, more: readonly Step[] = []): Promise<boolean> {
    const all = writes.map((write) => this.written(write));
    const drafts = all.flatMap((each) => each.drafts);
    const head = drafts.length === 0 ? null : await headOf(this.store);
    const steps = [...all.flatMap((each) => each.steps), ...auditSteps(drafts, head), ...more];
    const done = await this.store.commit(steps, lease);
    if (done) for (const { change, entries } of all) this.told(change, entries);
    return done;
  }

  /** A journal's number stays with the record that is there: what did not move it is on the audit alone. */
  private written({ change, version, noted }: Write) {
    const entries = noted.map(
      (each): JournalEntry => ({
        at: this.now(),
        ...each,
        detail: withoutSecrets(each.detail),
      }),
    );
    const { id, host, digest } = change.approval;
    const about = { change: id, host, ...(change.together && { hosts: change.together.hosts }), digest };
    const drafts = entries.map((entry): AuditDraft => ({ ...entry, ...about }));
    if (version === undefined) return { change, entries, drafts, steps: [] };
    const moved = { ...change, journal: change.journal + entries.length };
    const journal = entries.map((entry): Step => ({ kind: 'append', log: journalOf(id), entry: asJson(entry) }));
    return { change: moved, entries, drafts, steps: [...changeSteps(moved, version), ...journal] };
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    // Whoever asked for it gets the fault; the next only waits for its turn.
    this.turn = done.catch(() => {});
    return await done;
  }
}
