import type { Step, Store } from '../../store/store.ts';

/**
 * True for the first of all processes, restarts included, that asks for this id within a time; false for every other.
 * `steps` are done with it. Rejects with a `Problem` (code `store`) where the store cannot be asked.
 */
export async function once(
  store: Store,
  kind: string,
  id: string,
  forMs: number,
  now: () => number = Date.now,
  steps: readonly Step[] = [],
): Promise<boolean> {
  const expires = now() + forMs;
  return store.commit([{ kind: 'write', key: storeKey(kind, id), version: null, value: true, expires }, ...steps]);
}

/** The id counts as known until then, whatever it counted as. */
export function until(kind: string, id: string, expires: number): Step {
  return { kind: 'write', key: storeKey(kind, id), version: 'any', value: true, expires };
}

/** The id counts as new again. */
export function removal({ kind, id }: { readonly kind: string; readonly id: string }): Step {
  return { kind: 'remove', key: storeKey(kind, id), version: 'any' };
}

/** Lets the same id count as new: what it asked for was refused, and may be asked for again. */
export async function forget(store: Store, kind: string, id: string): Promise<void> {
  await store.commit([removal({ kind, id })]);
}

const storeKey = (kind: string, id: string) => `delivered/${kind}/${id}`;
