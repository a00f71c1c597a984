import type { Redis } from 'ioredis';
import { checkSteps } from '../steps.ts';
import type { Entry, Lease, Step, Store, Stored } from '../store.ts';
import { ask, connect } from './connect.ts';
import { warningsOf } from './warnings.ts';

const SPACE = '{vmkbot}';
const valueAt = (key: string) => `${SPACE}:k:${key}`;
const logAt = (log: string) => `${SPACE}:l:${log}`;
const leaseAt = (name: string) => `${SPACE}:f:${name}`;
const VERSION_AT = `${SPACE}:version`;
const NAMES_AT = `${SPACE}:names`;
const ENDS_AT = `${SPACE}:ends`;
const LOOKED_AT = `${SPACE}:looked`;
const NO_LEASE_AT = `${SPACE}:-`;

/** ioredis gives defined commands no types. */
type Scripted = Redis &
  Record<
    'vmkbotCommit' | 'vmkbotList' | 'vmkbotAcquire' | 'vmkbotRenew',
    (...words: (string | number)[]) => Promise<unknown>
  >;

/** The store of several processes. As durable as the server's settings: `warnings()` tells where they lose something. */
export async function openRedis(address: string, now: () => number): Promise<Store> {
  const redis = connect(address) as Scripted;
  try {
    await ask(address, () => redis.connect());
    return new RedisStore(redis, address, now);
  } catch (fault) {
    redis.disconnect();
    throw fault;
  }
}

class RedisStore implements Store {
  private readonly redis: Scripted;
  private readonly address: string;
  private readonly now: () => number;

  constructor(redis: Scripted, address: string, now: () => number) {
    this.redis = redis;
    this.address = address;
    this.now = now;
  }

  async read(key: string): Promise<Stored | null> {
    const [version, value] = await this.ask<[string | null, string | null]>(() =>
      this.redis.hmget(valueAt(key), 'v', 'd'),
    );
    return version === null || value === null ? null : { value: JSON.parse(value), version: Number(version) };
  }

  async list(prefix: string): Promise<readonly (Stored & { readonly key: string })[]> {
    const rows = await this.ask<string[]>(() =>
      this.redis.vmkbotList(NAMES_AT, valueAt(''), `[${prefix}`, `(${prefix}\u{10ffff}`),
    );
    return Array.from({ length: rows.length / 3 }, (_, i) => ({
      key: rows[3 * i]!,
      version: Number(rows[3 * i + 1]),
      value: JSON.parse(rows[3 * i + 2]!),
    }));
  }

  async commit(steps: readonly Step[], lease?: Lease): Promise<boolean> {
    checkSteps(steps);
    const leased = lease === undefined ? NO_LEASE_AT : leaseAt(lease.name);
    const keys = [VERSION_AT, NAMES_AT, ENDS_AT, leased, ...steps.map(keyOf)];
    const words = [lease?.holder ?? '', String(lease?.fence ?? ''), ...steps.flatMap(wordsOf)];
    return (await this.ask<number>(() => this.redis.vmkbotCommit(keys.length, ...keys, ...words))) === 1;
  }

  async entries(log: string, from: number, limit: number): Promise<readonly Entry[]> {
    const rows = await this.ask<string[]>(() => this.redis.lrange(logAt(log), from - 1, from + limit - 2));
    return rows.map((entry, i) => ({ number: from + i, entry: JSON.parse(entry) }));
  }

  async acquire(name: string, holder: string, forMs: number): Promise<Lease | null> {
    const expires = this.now() + forMs; // from before the call: it ends here no later than there
    const fence = await this.ask<number>(() => this.redis.vmkbotAcquire(leaseAt(name), holder, forMs));
    return fence === 0 ? null : { name, holder, fence, expires };
  }

  async renew(lease: Lease, forMs: number): Promise<Lease | null> {
    const expires = this.now() + forMs;
    return (await this.prolong(lease, forMs)) ? { ...lease, expires } : null;
  }

  async release(lease: Lease): Promise<void> {
    await this.prolong(lease, 0);
  }

  async warnings(): Promise<readonly string[]> {
    return await this.ask<readonly string[]>(() => warningsOf(this.redis));
  }

  async ready(): Promise<boolean> {
    // It answers also where it takes nothing: full, or a replica.
    return await this.redis.set(LOOKED_AT, this.now(), 'PX', 60_000).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.redis.quit().catch(() => this.redis.disconnect());
  }

  private async prolong({ name, holder, fence }: Lease, forMs: number): Promise<boolean> {
    return (await this.ask<number>(() => this.redis.vmkbotRenew(leaseAt(name), holder, fence, forMs))) === 1;
  }

  private ask<T>(work: () => Promise<unknown>): Promise<T> {
    return ask<T>(this.address, work);
  }
}

function keyOf(step: Step): string {
  return step.kind === 'append' ? logAt(step.log) : valueAt(step.key);
}

/** Five words a step, as the script reads them. */
function wordsOf(step: Step): string[] {
  switch (step.kind) {
    case 'append':
      return ['append', '', JSON.stringify(step.entry), '', ''];
    case 'remove':
      return ['remove', String(step.version), '', '', step.key];
    case 'write':
      return ['write', String(step.version), JSON.stringify(step.value), String(step.expires ?? ''), step.key];
  }
}
