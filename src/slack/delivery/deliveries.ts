import { Problem } from '../../problem.ts';
import type { Step, Store } from '../../store/store.ts';
import { NO_LOG, type OutboxLog } from '../outbox/log.ts';
import { type Delivery, DOUBLE_CLICK_MS, HELD_MS } from './keys.ts';
import { forget, once, until } from './once.ts';
import { Seen } from './seen.ts';

/** What a delivery is that asks for something; `held`: another press of a button whose first one is still worked on here. */
export type Begun = 'new' | 'known' | 'held';

/** Lets each delivery of Slack through once. */
export interface Deliveries {
  /** For what only reads and answers. While the store is down this process alone remembers: better an answer twice than none. */
  isNew(...all: readonly Delivery[]): Promise<boolean>;
  /** The same for what takes a while: a button is held until the end. `steps` are written with the mark of the last delivery. */
  begin(all: readonly Delivery[], steps: readonly Step[]): Promise<Begun>;
  /** What was begun is over; `steps` are written with it. */
  end(all: readonly Delivery[], steps: readonly Step[]): Promise<void>;
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
  /** When each button was pressed that is held here. */
  const held = new Map<string, number>();
  let storeIsDown = false;

  const inMemory = ({ kind, id, forMs }: Delivery) => seen.add(`${kind}/${id}`, now(), forMs);
  const inStore = async ({ kind, id, forMs }: Delivery, steps: readonly Step[] = []) => {
    const first = await once(store, kind, id, forMs, now, steps);
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

  const isHeld = (press: Delivery | undefined) => {
    const since = press === undefined ? undefined : held.get(press.id);
    return since !== undefined && now() - since > DOUBLE_CLICK_MS;
  };

  return {
    async begin(all, steps) {
      const longer = all.map((each) => (each.kind === 'press' ? { ...each, forMs: HELD_MS } : each));
      const press = longer.find(({ kind }) => kind === 'press');
      const others = longer.filter((each) => each !== press);
      const last = press ?? others.pop();
      if (!(await this.isNew(...others))) return 'known';
      if (last === undefined) return 'new';
      const here = inMemory(last);
      const there = here && (await inStore(last, steps).catch(withoutStore));
      if (!there) return isHeld(press) ? 'held' : 'known';
      if (press !== undefined) held.set(press.id, now());
      return 'new';
    },
    async end(all, steps) {
      const presses = all.filter(({ kind }) => kind === 'press');
      for (const press of presses) {
        held.delete(press.id);
        seen.remove(`press/${press.id}`);
        inMemory(press);
      }
      const marks = presses.map(({ kind, id }) => until(kind, id, now() + DOUBLE_CLICK_MS));
      await store.commit([...marks, ...steps]).catch(withoutStore);
    },
    async isNew(...all) {
      const here = all.map(inMemory);
      const there = await Promise.all(all.map((each) => inStore(each).catch(withoutStore)));
      return [...here, ...there].every(Boolean);
    },
    async isNewForSure(...all) {
      const there = await Promise.all(all.map((each) => inStore(each)));
      return [...all.map(inMemory), ...there].every(Boolean);
    },
    async again(...all) {
      for (const { kind, id } of all) seen.remove(`${kind}/${id}`);
      await Promise.all(all.map(({ kind, id }) => forget(store, kind, id).catch(withoutStore)));
    },
  };
}

const isStoreProblem = (error: unknown) => error instanceof Problem && error.code === 'store';
