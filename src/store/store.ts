/** What can be kept: JSON and nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value with its version: it grows with each write, and no two writes of a store share one, also where a key was removed between. */
export interface Stored {
  readonly value: Json;
  readonly version: number;
}

/** One step of a commit. `version` is what the writer read: `null` where the key must be absent, `'any'` where it does not matter. */
export type Step =
  | {
      readonly kind: 'write';
      readonly key: string;
      readonly version: number | null | 'any';
      readonly value: Json;
      /** Milliseconds since 1970, after which the key counts as absent. */
      readonly expires?: number;
    }
  | { readonly kind: 'remove'; readonly key: string; readonly version: number | 'any' }
  | { readonly kind: 'append'; readonly log: string; readonly entry: Json };

/** A right to act alone on something, for a time. `fence` grows with each holder: a write that carries an older one is refused. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
  readonly expires: number;
}

/** An entry of a log, numbered from 1 without gaps. */
export interface Entry {
  readonly number: number;
  readonly entry: Json;
}

/**
 * What survives a restart: approvals, threads, deliveries, audit. Two adapters, embedded and Redis, pass one suite of tests.
 * A promise that resolved is durable: it survives a kill and a power cut as far as the disk (or Redis' settings) allow.
 * Every method rejects with a `Problem` (code `store`) where the store cannot be reached or written; whether a commit that was
 * rejected so came through is then not known, and whoever asked reads again.
 */
export interface Store {
  read(key: string): Promise<Stored | null>;
  /** All keys with this prefix, in the order of their names; expired ones are left out. */
  list(prefix: string): Promise<readonly (Stored & { readonly key: string })[]>;
  /** All steps, or none: false where a version differs, or the lease that is named is no longer held. */
  commit(steps: readonly Step[], lease?: Lease): Promise<boolean>;
  /** Entries of a log from a number on, oldest first, at most `limit`. */
  entries(log: string, from: number, limit: number): Promise<readonly Entry[]>;
  /** The lease, or null while somebody else holds it. */
  acquire(name: string, holder: string, forMs: number): Promise<Lease | null>;
  /** The lease with a new end, or null where it was lost. */
  renew(lease: Lease, forMs: number): Promise<Lease | null>;
  release(lease: Lease): Promise<void>;
  /** What an operator should know of its settings, one sentence each (Redis: no persistence, eviction of keys …). */
  warnings(): Promise<readonly string[]>;
  /** Whether it answers now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
