import type { Lease, Step } from '../store.ts';
import type { Batch, Database } from './database.ts';
import { entryAt, type KeptValue, lastAt, leaseAt, VERSION_AT, valueAt } from './rooms.ts';

/** The batch of a commit, or null where a version differs or the lease is lost. Whoever calls keeps others from writing meanwhile. */
export async function batchOf(
  db: Database,
  steps: readonly Step[],
  lease: Lease | undefined,
  at: number,
): Promise<Batch | null> {
  if (lease !== undefined && !(await holds(db, lease, at))) return null;
  const counters = new Map<string, number>();
  const next = async (counter: string) => {
    const value = (counters.get(counter) ?? (await db.get<number>(counter)) ?? 0) + 1;
    counters.set(counter, value);
    return value;
  };
  const batch: Batch[number][] = [];
  for (const step of steps) {
    if (step.kind !== 'append' && !(await unchanged(db, step, at))) return null;
    batch.push(await written(step, next));
  }
  for (const [key, value] of counters) batch.push({ type: 'put', key, value });
  return batch;
}

async function written(step: Step, next: (counter: string) => Promise<number>): Promise<Batch[number]> {
  switch (step.kind) {
    case 'append':
      return { type: 'put', key: entryAt(step.log, await next(lastAt(step.log))), value: step.entry };
    case 'remove':
      return { type: 'del', key: valueAt(step.key) };
    case 'write': {
      const kept: KeptValue = { v: await next(VERSION_AT), ...(step.expires && { e: step.expires }), d: step.value };
      return { type: 'put', key: valueAt(step.key), value: kept };
    }
  }
}

async function unchanged(db: Database, step: Exclude<Step, { kind: 'append' }>, at: number): Promise<boolean> {
  if (step.version === 'any') return true;
  const kept = await db.get<KeptValue>(valueAt(step.key));
  return (isLive(kept, at) ? kept.v : null) === step.version;
}

/** What has expired counts as absent, swept or not. */
export function isLive(kept: KeptValue | undefined, at: number): kept is KeptValue {
  return kept !== undefined && (kept.e === undefined || kept.e > at);
}

export async function holds(db: Database, { name, holder, fence }: Lease, at: number): Promise<boolean> {
  const held = await db.get<Lease>(leaseAt(name));
  return held !== undefined && held.holder === holder && held.fence === fence && held.expires > at;
}
