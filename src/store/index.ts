import { openEmbedded } from './embedded/embedded.ts';
import type { Store } from './store.ts';

export type { Entry, Json, Lease, Step, Store, Stored } from './store.ts';

/** Opens what `VMKBOT_STORE` names: a Redis address, or a directory for the embedded store. `told` hears what was lost meanwhile. */
export async function openStore(
  place: string,
  now: () => number = Date.now,
  told: (warning: string) => void = () => {},
): Promise<Store> {
  if (!/^rediss?:\/\//i.test(place)) return await openEmbedded(place, now, told);
  const { openRedis } = await import('./redis/redis.ts');
  return await openRedis(place, now);
}
