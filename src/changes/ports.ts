import type { Need } from '../core/esxi/needs.ts';
import { START_SECONDS } from '../core/time/limits.ts';
import type { ChangeSession } from '../hosts/run-change.ts';

/** Logs in to a host, anew each time. */
export interface ChangeHosts {
  openChange(host: string, signal?: AbortSignal): Promise<ChangeSession>;
}

/** Somebody outside who must still be reached from here, over TCP. */
export interface Reached {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** What a plan rests on; a plan and every later read of its host are compared by just this. */
export const PLAN_NEEDS: readonly Need[] = ['vmknics', 'interfaces', 'netstacks', 'routes'];

/** What the rules need that judge routing, beside that. */
export const VERIFY_NEEDS: readonly Need[] = [...PLAN_NEEDS, 'tags', 'neighbors', 'connections', 'console'];

/** What is read right before a change: by which way the one who makes it came, besides. */
export const APPLY_NEEDS: readonly Need[] = [...VERIFY_NEEDS, 'session'];

/** How long things are waited for; a test is in a hurry, an operator is not. Milliseconds where it is not said. */
export interface Patience {
  /** A lease is renewed three times in this. */
  readonly lease: number;
  /** A text on a host: the slowest of its commands gives up after 40 s. */
  readonly text: number;
  /** Between two looks at a host. */
  readonly poll: number;
  /** Between the end of a timer, by its length, and asking for hands. */
  readonly hands: number;
  /** A host that was not seen yet is looked for at least so long, however late it is. */
  readonly least: number;
  /** An end is told once nothing is left on its host, or after this. */
  readonly tidy: number;
  /** Of one TCP probe. */
  readonly probe: number;
  /** Between two rounds of the service: expiry, recovery, changes that wait for their host. */
  readonly round: number;
  /** Seconds by the host's clock within which what was sent may begin; later it runs nothing. */
  readonly arrival: number;
  /** Milliseconds in which a second of a host's timer passes. */
  readonly second: number;
  /** How long a change of time is watched (KB 443781 allows 15 minutes), and how often is looked. */
  readonly watch: number;
  readonly watchEvery: number;
}

export const PATIENCE: Patience = {
  lease: 60_000,
  text: 240_000,
  poll: 2_000,
  hands: 180_000,
  least: 60_000,
  tidy: 3_000,
  probe: 5_000,
  round: 5_000,
  arrival: 30,
  second: 1_000,
  watch: START_SECONDS * 1000,
  watchEvery: 30_000,
};

/** Where a test stops a process; the points are named by what was just written or done. */
export type At = (point: string) => void | Promise<void>;
