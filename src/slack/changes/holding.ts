import { randomUUID } from 'node:crypto';
import type { Store } from '../../store/store.ts';

const HOLDER = randomUUID();

/** Somebody else works on it. */
export class HeldElsewhere extends Error {
  constructor(name: string) {
    super(`${name} is held by another process`);
    this.name = 'HeldElsewhere';
  }
}

/** Works alone over all processes of a store; rejects with `HeldElsewhere` where somebody else does. What a killed process held is free after `ms`. */
export async function holding<T>(store: Store, name: string, ms: number, work: () => Promise<T>): Promise<T> {
  let lease = await store.acquire(name, `${HOLDER}/${randomUUID()}`, ms);
  if (lease === null) throw new HeldElsewhere(name);
  const renewing = setInterval(() => {
    if (lease === null) return;
    void store.renew(lease, ms).then(
      (renewed) => {
        lease = renewed ?? lease;
      },
      // A third of its time later it is tried again; what may not be done twice is kept by a write of its own.
      () => {},
    );
  }, ms / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    // It ends by itself after `ms`.
    await store.release(lease).catch(() => {});
  }
}
