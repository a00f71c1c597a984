import type { Store } from '../../store/store.ts';

/**
 * True for the first of all processes, restarts included, that asks for this id within a time; false for every other.
 * Rejects with a `Problem` (code `store`) where the store cannot be asked.
 */
export async function once(
  store: Store,
  kind: string,
  id: string,
  forMs: number,
  now: () => number = Date.now,
): Promise<boolean> {
  const expires = now() + forMs;
  return store.commit([{ kind: 'write', key: storeKey(kind, id), version: null, value: true, expires }]);
}

/** Lets the same id count as new: what it asked for was refused, and may be asked for again. */
export async function forget(store: Store, kind: string, id: string): Promise<void> {
  await store.commit([{ kind: 'remove', key: storeKey(kind, id), version: 'any' }]);
}

const storeKey = (kind: string, id: string) => `delivered/${kind}/${id}`;
