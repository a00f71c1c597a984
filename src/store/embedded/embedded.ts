import { checkSteps } from '../steps.ts';
import type { Entry, Json, Lease, Step, Store, Stored } from '../store.ts';
import { batchOf, holds, isLive } from './commit.ts';
import { Database } from './database.ts';
import { ALL_LEASES, entryAt, type KeptValue, LOOKED_AT, leaseAt, valueAt } from './rooms.ts';
import { Turns } from './turns.ts';

const SWEEP_MS = 10 * 60_000;

/** The store of one process, in a directory. What it acknowledged is on disk: every write is synced. */
export async function openEmbedded(
  directory: string,
  now: () => number,
  told: (warning: string) => void,
): Promise<Store> {
  const store = new Embedded(directory, now, told);
  await store.open();
  return store;
}

class Embedded implements Store {
  private readonly db: Database;
  private readonly now: () => number;
  private readonly turns = new Turns();
  private readonly sweeper: NodeJS.Timeout;

  constructor(directory: string, now: () => number, told: (warning: string) => void) {
    this.db = new Database(directory, told);
    this.now = now;
    this.sweeper = setInterval(() => void this.sweep().catch(() => {}), SWEEP_MS).unref();
  }

  async open(): Promise<void> {
    try {
      await this.db.opened();
      await this.endLeases();
      await this.sweep();
    } catch (fault) {
      await this.close();
      throw fault;
    }
  }

  async read(key: string): Promise<Stored | null> {
    const kept = await this.db.get<KeptValue>(valueAt(key));
    return isLive(kept, this.now()) ? { value: kept.d as Json, version: kept.v } : null;
  }

  async list(prefix: string): Promise<readonly (Stored & { readonly key: string })[]> {
    const rows = await this.db.range<KeptValue>(valueAt(prefix), `${valueAt(prefix)}\u{10ffff}`);
    const at = this.now();
    return rows
      .filter(([, kept]) => isLive(kept, at))
      .map(([key, kept]) => ({ key: key.slice(valueAt('').length), value: kept.d as Json, version: kept.v }));
  }

  async commit(steps: readonly Step[], lease?: Lease): Promise<boolean> {
    checkSteps(steps);
    return await this.turns.take(async () => {
      const batch = await batchOf(this.db, steps, lease, this.now());
      if (batch === null) return false;
      await this.db.write(batch);
      return true;
    });
  }

  async entries(log: string, from: number, limit: number): Promise<readonly Entry[]> {
    const rows = await this.db.range<Json>(entryAt(log, from), entryAt(log, Number.MAX_SAFE_INTEGER), limit);
    return rows.map(([key, entry]) => ({ number: Number(key.slice(-16)), entry }));
  }

  async acquire(name: string, holder: string, forMs: number): Promise<Lease | null> {
    return await this.turns.take(async () => {
      const held = await this.db.get<Lease>(leaseAt(name));
      if (held !== undefined && held.expires > this.now()) return null;
      return await this.lease({ name, holder, fence: (held?.fence ?? 0) + 1, expires: this.now() + forMs });
    });
  }

  async renew(lease: Lease, forMs: number): Promise<Lease | null> {
    return await this.turns.take(async () => {
      if (!(await holds(this.db, lease, this.now()))) return null;
      return await this.lease({ ...lease, expires: this.now() + forMs });
    });
  }

  async release(lease: Lease): Promise<void> {
    await this.turns.take(async () => {
      if (await holds(this.db, lease, this.now())) await this.lease({ ...lease, expires: 0 });
    });
  }

  /** It is synced and bounded by its disk alone: there is nothing to say. */
  async warnings(): Promise<readonly string[]> {
    return [];
  }

  async ready(): Promise<boolean> {
    return await this.db.write([{ type: 'put', key: LOOKED_AT, value: this.now() }]).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await this.turns.take(() => this.db.close());
  }

  /**
   * The store is locked by the one process that has it open, and the system takes that lock away with the process: whoever held a
   * lease when this one opens it is gone, whatever the clock says. Its fence stays, so nothing more is written by it.
   */
  private async endLeases(): Promise<void> {
    const left = await this.db.range<Lease>(...ALL_LEASES);
    const held = left.filter(([, { expires }]) => expires > 0);
    if (held.length === 0) return;
    await this.db.write(held.map(([key, lease]) => ({ type: 'put', key, value: { ...lease, expires: 0 } }) as const));
  }

  private async lease(lease: Lease): Promise<Lease> {
    await this.db.write([{ type: 'put', key: leaseAt(lease.name), value: lease }]);
    return lease;
  }

  /** Expired values are read over already; this gives their room back. */
  private async sweep(): Promise<void> {
    await this.turns.take(async () => {
      const at = this.now();
      const rows = await this.db.range<KeptValue>(valueAt(''), `${valueAt('')}\u{10ffff}`);
      const dead = rows.filter(([, kept]) => !isLive(kept, at)).map(([key]) => ({ type: 'del', key }) as const);
      if (dead.length > 0) await this.db.write(dead);
    });
  }
}
