import { randomUUID } from 'node:crypto';
import type { Json, Lease, Step, Store } from '../../store/store.ts';
import type { Place, Posted } from '../message.ts';
import { NO_LOG, type OutboxLog } from '../outbox/log.ts';
import type { Delivery } from './keys.ts';
import { removal } from './once.ts';

/** A question that is being worked on: who waits for it, and where. */
export interface OpenQuestion {
  readonly id: string;
  readonly user: string;
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The message that says that it is being worked on, where one stands. */
  readonly progress: Posted | null;
}

interface Kept extends OpenQuestion {
  /** The process that works on it. */
  readonly holder: string;
  readonly deliveries: readonly Pick<Delivery, 'kind' | 'id'>[];
}

export interface OpenOptions {
  readonly store: Store;
  /** Tells somebody that their question was left by a process that ended in the middle of it. */
  readonly tell: (left: OpenQuestion) => Promise<unknown>;
  readonly log?: OutboxLog;
  readonly now?: () => number;
  /** A process that has not said for so long that it lives is taken for dead. */
  readonly leaseMs?: number;
}

const LEASE_MS = 15_000;
const KEEP_MS = 60 * 60_000;
const OPEN = 'open/';

/**
 * Questions whose delivery counts as handled, so that Slack does not bring them again, and that have no answer yet. What a killed process
 * leaves is told by the next one, or by another that shares its store: each process says by a lease that it lives.
 */
export class OpenQuestions {
  private readonly options: Required<OpenOptions>;
  private readonly holder = randomUUID();
  private lease: Lease | null = null;
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> = Promise.resolve();

  constructor(options: OpenOptions) {
    this.options = { log: NO_LOG, now: Date.now, leaseMs: LEASE_MS, ...options };
  }

  /** Says that this process lives, and looks for what others left, from now on. */
  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => {
      this.busy = this.busy.then(() => this.beat());
    }, this.options.leaseMs / 3);
    this.timer.unref();
  }

  /** What it still works on then is told by the next process at once. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
    if (this.lease !== null) await this.options.store.release(this.lease).catch(() => {});
  }

  /** To be written by the commit that marks the delivery as handled. */
  begun(question: Omit<OpenQuestion, 'progress' | 'at'>, deliveries: readonly Delivery[]): Step {
    const { id, user, place } = question;
    const presses = deliveries
      .filter(({ kind }) => kind === 'press')
      .map(({ kind, id: press }) => ({ kind, id: press }));
    const kept = { id, user, place, progress: null, holder: this.holder, at: this.options.now(), deliveries: presses };
    return this.written(kept);
  }

  /** To be written when it was answered, or told why not. */
  ended(id: string): Step {
    return { kind: 'remove', key: OPEN + id, version: 'any' };
  }

  /** The message that says that it is being worked on; null: it says so no more. */
  async shows(id: string, progress: Posted | null): Promise<void> {
    const { store, log } = this.options;
    try {
      const found = await store.read(OPEN + id);
      const kept = found?.value as unknown as Kept | undefined;
      if (kept !== undefined) await store.commit([this.written({ ...kept, progress })]);
    } catch (err) {
      log.info({ request: id, err }, 'where it is told that a question is worked on is not kept');
    }
  }

  private written(kept: Kept): Step {
    const value = kept as unknown as Json;
    return { kind: 'write', key: OPEN + kept.id, version: 'any', value, expires: this.options.now() + KEEP_MS };
  }

  private async beat(): Promise<void> {
    try {
      await this.live();
      await this.lookForLeft();
    } catch (err) {
      this.options.log.info({ err }, 'it is not known which questions were left');
    }
  }

  private async live(): Promise<void> {
    const { store, leaseMs } = this.options;
    const renewed = this.lease === null ? null : await store.renew(this.lease, leaseMs);
    this.lease = renewed ?? (await store.acquire(nameOf(this.holder), this.holder, leaseMs));
  }

  private async lookForLeft(): Promise<void> {
    const { store, now, leaseMs } = this.options;
    const dead = new Map<string, boolean>();
    for (const { key, value, version } of await store.list(OPEN)) {
      const kept = value as unknown as Kept;
      if (kept.holder === this.holder) continue;
      if (!dead.has(kept.holder)) dead.set(kept.holder, await this.isGone(kept.holder));
      // One that began just now may be of a process whose first sign is still on its way.
      const isOld = now() - kept.at >= leaseMs / 3;
      if (dead.get(kept.holder) && isOld) await this.takeOver({ kind: 'remove', key, version }, kept);
    }
  }

  /** A lease that can be had is one that nobody holds. */
  private async isGone(holder: string): Promise<boolean> {
    const { store } = this.options;
    const lease = await store.acquire(nameOf(holder), this.holder, 1_000);
    if (lease !== null) await store.release(lease);
    return lease !== null;
  }

  /** Whoever removes it tells it: once, whatever else looks at the same time. */
  private async takeOver(step: Step, kept: Kept): Promise<void> {
    if (!(await this.options.store.commit([step, ...kept.deliveries.map(removal)]))) return;
    this.options.log.warn({ request: kept.id, user: kept.user }, 'a question was left by a process that ended');
    await this.options.tell(kept);
  }
}

const nameOf = (holder: string) => `process/${holder}`;
