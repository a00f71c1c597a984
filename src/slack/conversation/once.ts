import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { declineTo } from './decline-to.ts';
import { underWay } from './problems.ts';

/** Works on a request that is new, and remembers while it does that somebody waits for it. */
export async function once(incoming: Incoming, ports: Ports, work: () => Promise<void>): Promise<void> {
  const { id, user, place, way, deliveries } = incoming;
  // A file in a thread may be none of ours: nobody waits for a word on it.
  const isWaited = way !== 'files';
  const begun = await ports.deliveries.begin(
    deliveries,
    isWaited ? [ports.open.begun({ id, user, place }, deliveries)] : [],
  );
  if (begun === 'held') await declineTo(incoming, underWay(), ports);
  if (begun !== 'new') return;
  try {
    await work();
  } finally {
    await ports.deliveries.end(deliveries, isWaited ? [ports.open.ended(id)] : []);
  }
}
