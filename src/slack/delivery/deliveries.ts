import { Problem } from '../../problem.ts';
import type { Store } from '../../store/store.ts';
import { NO_LOG, type OutboxLog } from '../outbox/log.ts';
import type { Delivery } from './keys.ts';
import { forget, once } from './once.ts';
import { Seen } from './seen.ts';

/** Lets each delivery of Slack through once. */
export interface Deliveries {
  /** For what only reads and answers. While the store is down this process alone remembers: better an answer twice than none. */
  isNew(...all: readonly Delivery[]): Promise<boolean>;
  /** For what changes something. Rejects with a `Problem` (code `store`) while the store is down: better not at all than twice. */
  isNewForSure(...all: readonly Delivery[]): Promise<boolean>;
  /** It was refused (a modal answered with errors), and may come again as it is. */
  again(...all: readonly Delivery[]): Promise<void>;
}

export interface DeliveriesOptions {
  readonly store: Store;
  readonly log?: OutboxLog;
  readonly now?: () => number;
}

/** Counts a delivery as handled when it begins: after a crash in the middle it is not handled again. */
export function createDeliveries({ store, log = NO_LOG, now = Date.now }: DeliveriesOptions): Deliveries {
  const seen = new Seen();
  let storeIsDown = false;

  const inMemory = ({ kind, id, forMs }: Delivery) => seen.add(`${kind}/${id}`, now(), forMs);
  const inStore = async ({ kind, id, forMs }: Delivery) => {
    const first = await once(store, kind, id, forMs, now);
    if (storeIsDown) log.info({}, 'the store answers again: deliveries are handled once over all processes');
    storeIsDown = false;
    return first;
  };
  const withoutStore = (error: unknown): true => {
    if (!isStoreProblem(error)) throw error;
    const facts = { err: error };
    if (!storeIsDown) log.warn(facts, 'the store does not answer: deliveries are handled once by this process alone');
    storeIsDown = true;
    return true;
  };

  return {
    async isNew(...all) {
      const here = all.map(inMemory);
      const there = await Promise.all(all.map((each) => inStore(each).catch(withoutStore)));
      return [...here, ...there].every(Boolean);
    },
    async isNewForSure(...all) {
      const there = await Promise.all(all.map(inStore));
      return [...all.map(inMemory), ...there].every(Boolean);
    },
    async again(...all) {
      for (const { kind, id } of all) seen.remove(`${kind}/${id}`);
      await Promise.all(all.map(({ kind, id }) => forget(store, kind, id).catch(withoutStore)));
    },
  };
}

const isStoreProblem = (error: unknown) => error instanceof Problem && error.code === 'store';
