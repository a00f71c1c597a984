import { setMaxListeners } from 'node:events';
import type { Asked, Capture } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import type { Need } from './core/esxi/needs.ts';
import { BackOff } from './hosts/back-off.ts';
import { either } from './hosts/bounded.ts';
import { collect } from './hosts/collect.ts';
import { cancelled } from './hosts/fault.ts';
import { inventoryOf, loginOf } from './hosts/inventory.ts';
import { LIMITS } from './hosts/limits.ts';
import { recordFiles, recordsFolder } from './hosts/login-record-files.ts';
import { type Caller, Pool } from './hosts/pool.ts';
import { type ChangeSession, openChange } from './hosts/run-change.ts';
import type { Connection, Surroundings } from './hosts/ssh.ts';
import { hostsNamed, type Named } from './hosts-named.ts';
import { type Groups, groupsOf } from './hosts-to-fix.ts';
import { HostsUnread } from './hosts-unread.ts';
import type { Inventory } from './inventory.ts';
import { Problem } from './problem.ts';

/** How many hosts are read at a time, and commands side by side on each: somebody waits for the answer. */
const CONCURRENCY = 20;
const LANES = 3;
const KEEP_MS = 15_000;

export interface LiveOptions {
  readonly concurrency?: number;
  /** How long an idle connection is kept, in milliseconds. */
  readonly keepMs?: number;
}

/** The inventory and the connections of a process, for one command line or for everybody who asks in chat. */
export class Live {
  readonly inventory: Inventory;
  readonly names: readonly string[];
  private readonly groups: Groups;
  private readonly config: Config;
  private readonly pool: Pool;
  private readonly around: Surroundings;
  private readonly control = new AbortController();

  constructor(
    config: Config,
    env: NodeJS.ProcessEnv,
    { concurrency = CONCURRENCY, keepMs = KEEP_MS }: LiveOptions = {},
  ) {
    this.config = config;
    const around = this.surroundings(env);
    this.around = around;
    this.inventory = inventoryOf(config, around, Date.now);
    this.names = this.inventory.hosts.map(({ name }) => name);
    this.groups = groupsOf(this.inventory.hosts);
    this.pool = new Pool({ ...around, concurrency, keep: keepMs });
    setMaxListeners(0, this.control.signal);
  }

  /** The hosts that the words name, and the words without them; `offered` may be told to who mistyped one. */
  named(asked: Asked, offered = this.names): Named {
    return hostsNamed(asked, this.names, offered, this.groups);
  }

  /** What reads these hosts for one question. However many they are, other questions take turns with them. */
  captures(hosts: readonly string[]): (needs?: readonly Need[], signal?: AbortSignal) => Promise<Capture[]> {
    return (needs, signal) => this.read(hosts, needs, signal);
  }

  /** Reads hosts at the same time; rejects with `HostsUnread` where only some of them can be read. */
  async read(hosts: readonly string[], needs: readonly Need[] | undefined, signal?: AbortSignal): Promise<Capture[]> {
    const caller = { owner: {}, signal };
    const reads = await Promise.allSettled(hosts.map((name) => this.readOne(name, needs, caller)));
    const done = reads.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const unread = new Map<string, Problem>();
    for (const [i, each] of reads.entries()) {
      if (each.status === 'fulfilled') continue;
      if (!(each.reason instanceof Problem) || done.length === 0 || signal?.aborted) throw each.reason;
      unread.set(hosts[i]!, each.reason);
    }
    if (unread.size > 0)
      throw new HostsUnread(
        done.map(({ name }) => name),
        unread,
      );
    return done;
  }

  /** A new login for one change; the connections that hosts are read over stay apart. */
  async openChange(name: string, signal?: AbortSignal): Promise<ChangeSession> {
    const { signal: until, done } = either(this.control.signal, signal);
    try {
      return await openChange(loginOf(this.config.file, name), { ...this.around, signal: until });
    } finally {
      done();
    }
  }

  /** Ends all reading; whoever waits is told that it was cancelled. */
  cancel(): void {
    this.control.abort(cancelled());
  }

  get isCancelled(): boolean {
    return this.control.signal.aborted;
  }

  /** Ends all reading and closes every connection. */
  async close(): Promise<void> {
    this.cancel();
    await this.pool.close();
  }

  private async readOne(name: string, needs: readonly Need[] | undefined, caller: Caller): Promise<Capture> {
    let began = performance.now();
    const read = (connection: Connection, signal: AbortSignal) => {
      began = performance.now();
      return collect(connection, { ...(needs && { needs }), limits: LIMITS, now: Date.now, signal, lanes: LANES });
    };
    const { transcript, readAt, notes } = await this.pool.use(loginOf(this.config.file, name), read, caller);
    // Not by the clock, which may be set while a host is read.
    const ageSeconds = Math.round((performance.now() - began) / 100) / 10;
    return { name, text: transcript, live: { readAt, ageSeconds }, notes };
  }

  private surroundings(env: NodeJS.ProcessEnv): Surroundings {
    const backOff = new BackOff(recordFiles(recordsFolder(env)), Date.now);
    return { limits: LIMITS, env, signal: this.control.signal, backOff };
  }
}

/** Reads the configuration, whose faults stop everything. */
export function openLive(env: NodeJS.ProcessEnv, options?: LiveOptions): Live {
  return new Live(loadConfig(env), env, options);
}
