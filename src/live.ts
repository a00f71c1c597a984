import { setMaxListeners } from 'node:events';
import type { Asked, Capture } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import type { Need } from './core/esxi/needs.ts';
import { BackOff, inMemory } from './hosts/back-off.ts';
import { collect } from './hosts/collect.ts';
import { cancelled } from './hosts/fault.ts';
import { inventoryOf, loginOf } from './hosts/inventory.ts';
import { LIMITS } from './hosts/limits.ts';
import { Pool } from './hosts/pool.ts';
import { refusalFile } from './hosts/refusal-file.ts';
import type { Surroundings } from './hosts/ssh.ts';
import type { Inventory } from './inventory.ts';

/** How many hosts a terminal reads at a time, and commands side by side on each: somebody waits for the answer. */
const CONCURRENCY = 20;
const LANES = 3;
const KEEP_MS = 15_000;

/** The inventory and the connections of one command line. */
export class Live {
  readonly inventory: Inventory;
  private readonly config: Config;
  private readonly pool: Pool;
  private readonly control = new AbortController();
  private readonly interrupt = () => this.control.abort(cancelled());

  constructor(config: Config, env: NodeJS.ProcessEnv) {
    this.config = config;
    const around = this.surroundings(env);
    this.inventory = inventoryOf(config, around, Date.now);
    this.pool = new Pool({ ...around, concurrency: CONCURRENCY, keep: KEEP_MS });
    setMaxListeners(0, this.control.signal);
    process.once('SIGINT', this.interrupt);
  }

  /** The hosts that the words name, and the words without them. */
  named(asked: Asked): { readonly asked: Asked; readonly hosts: readonly string[] } {
    const names = this.inventory.hosts.map(({ name }) => name);
    const known = (word: string | undefined) => names.find((name) => name.toLowerCase() === word?.toLowerCase());
    const most = asked.verb === 'compare' ? 2 : asked.verb === 'hosts' ? 0 : 1;
    const hosts: string[] = [];
    let words = [...asked.words];
    for (let name = known(words[0]); name !== undefined && hosts.length < most; name = known(words[0])) {
      hosts.push(name);
      words = words.slice(1);
    }
    // "why can't 192.168.40.0/24 reach vmk1 on esx-07"
    const [, question, last] = /^(.*\S)\s+on\s+(\S+?)\??$/is.exec(words.join(' ')) ?? [];
    const host = asked.verb === 'why' && hosts.length === 0 ? known(last) : undefined;
    if (host !== undefined) return { asked: { ...asked, words: [question!], inventory: names }, hosts: [host] };
    return { asked: { ...asked, words, inventory: names }, hosts };
  }

  /** Reads hosts at the same time; the first that cannot be read is told. */
  async read(hosts: readonly string[], needs: readonly Need[] | undefined): Promise<Capture[]> {
    const reads = await Promise.allSettled(hosts.map((name) => this.readOne(name, needs)));
    return reads.map((read) => {
      if (read.status === 'rejected') throw read.reason;
      return read.value;
    });
  }

  async close(): Promise<void> {
    process.off('SIGINT', this.interrupt);
    await this.pool.close();
  }

  private async readOne(name: string, needs: readonly Need[] | undefined): Promise<Capture> {
    const login = loginOf(this.config.file, name);
    const { transcript, readAt, notes } = await this.pool.use(login, (connection, signal) =>
      collect(connection, { ...(needs && { needs }), limits: LIMITS, now: Date.now, signal, lanes: LANES }),
    );
    const ageSeconds = Math.max(0, Math.round((Date.now() - Date.parse(readAt)) / 100) / 10);
    return { name, text: transcript, live: { readAt, ageSeconds }, notes };
  }

  private surroundings(env: NodeJS.ProcessEnv): Surroundings {
    const store = this.config.env.VMKBOT_STORE;
    const refusals = /^rediss?:/i.test(store) ? inMemory() : refusalFile(store);
    return { limits: LIMITS, env, signal: this.control.signal, backOff: new BackOff(refusals, Date.now) };
  }
}

/** Reads the configuration, whose faults stop everything. */
export function openLive(env: NodeJS.ProcessEnv): Live {
  return new Live(loadConfig(env), env);
}
