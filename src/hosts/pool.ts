import { either, orStopped, withDeadline } from './bounded.ts';
import { tooLong } from './fault.ts';
import type { Login } from './login.ts';
import { Slots } from './slots.ts';
import { type Connection, connect, type Lent, type Surroundings } from './ssh.ts';

export interface PoolOptions extends Surroundings {
  /** How many hosts are worked on at a time, not counting those that are waited for in silence. */
  readonly concurrency: number;
  /** How many silent hosts are waited for besides: `concurrency + silent` is the most that is ever under way. */
  readonly silent?: number;
  /** How long an idle connection is kept, in milliseconds. */
  readonly keep: number;
  /** A host that has logged nobody in and ended no command for so long is silent: it lets the next one start beside it. */
  readonly patience?: number;
}

const PATIENCE = 1500;
/** A rack whose power is gone. Each costs a socket and a timer. */
const SILENT = 200;

/** Who uses a connection: what they all ask for takes turns with what others ask for, and they alone may cancel it. */
export interface Caller {
  readonly owner?: unknown;
  readonly signal?: AbortSignal | undefined;
}

interface Kept {
  connection: Promise<Connection>;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

/**
 * One connection a host, kept for a short while, and hosts started in the order they were asked for. A dead or hanging host
 * gives its place to the next after a moment, so that it delays nobody but itself.
 */
export class Pool {
  private readonly options: PoolOptions;
  private readonly places: Slots;
  private silent = 0;
  private readonly kept = new Map<string, Kept>();

  constructor(options: PoolOptions) {
    this.options = options;
    this.places = new Slots(options.concurrency);
  }

  /** Lends the connection of a host for one piece of work, within the time that a whole read may take. */
  async use<T>(
    login: Login,
    work: (connection: Connection, signal: AbortSignal) => Promise<T>,
    caller: Caller = {},
  ): Promise<T> {
    const outer = either(this.options.signal, caller.signal);
    try {
      return await this.take(login, work, outer.signal, caller.owner);
    } finally {
      outer.done();
    }
  }

  private async take<T>(
    login: Login,
    work: (connection: Connection, signal: AbortSignal) => Promise<T>,
    outer: AbortSignal,
    owner: unknown,
  ): Promise<T> {
    const { limits, patience = PATIENCE, silent = SILENT } = this.options;
    const leave = await this.places.take(outer, owner);
    const { signal, done } = withDeadline(limits.whole, () => tooLong(login, limits.whole), outer);
    let live: Connection | undefined;
    const begun = performance.now();
    let isSilent = false;
    const look = () => {
      if (isSilent || this.silent >= silent) return;
      if (performance.now() - Math.max(begun, live?.moved ?? 0) <= patience) return;
      isSilent = true;
      this.silent += 1;
      leave();
    };
    const looking = setInterval(look, patience / 4);
    try {
      return await this.lend(login, signal, (connection) => {
        live = connection;
        return work(connection, signal);
      });
    } finally {
      clearInterval(looking);
      done();
      leave();
      if (isSilent) this.silent -= 1;
    }
  }

  /** Closes every connection, and waits until they are gone. */
  async close(): Promise<void> {
    const all = [...this.kept.values()];
    this.kept.clear();
    for (const { idle } of all) clearTimeout(idle);
    await Promise.all(all.map(({ connection }) => connection.then((each) => each.close()).catch(() => {})));
  }

  /** The connection may serve others as well, so it is made under nobody's signal but the pool's own. */
  private async lend<T>(login: Login, signal: AbortSignal, work: (connection: Connection) => Promise<T>): Promise<T> {
    const kept = this.connectionTo(login);
    kept.users += 1;
    clearTimeout(kept.idle);
    try {
      return await work(await orStopped(signal, kept.connection));
    } finally {
      kept.users -= 1;
      if (kept.users === 0) this.keep(login, kept);
    }
  }

  /** Hosts behind one jump host share its connection. */
  private async jump(via: Login): Promise<Lent> {
    const kept = this.connectionTo(via);
    kept.users += 1;
    clearTimeout(kept.idle);
    let held = true;
    const giveBack = async () => {
      if (!held) return;
      held = false;
      kept.users -= 1;
      if (kept.users === 0) this.keep(via, kept);
    };
    try {
      return { connection: await kept.connection, giveBack };
    } catch (fault) {
      await giveBack();
      throw fault;
    }
  }

  private connectionTo(login: Login): Kept {
    const known = this.kept.get(keyOf(login));
    if (known !== undefined) return known;
    const connection = connect(login, { ...this.options, jump: (via) => this.jump(via) });
    const kept: Kept = { connection, users: 0, idle: undefined };
    this.kept.set(keyOf(login), kept);
    connection.then(
      (live) => live.onOver(() => this.forget(login, kept)),
      () => this.forget(login, kept),
    );
    return kept;
  }

  private keep(login: Login, kept: Kept): void {
    if (this.kept.get(keyOf(login)) !== kept) return void kept.connection.then((each) => each.close()).catch(() => {});
    kept.idle = setTimeout(() => {
      this.forget(login, kept);
      void kept.connection.then((each) => each.close()).catch(() => {});
    }, this.options.keep);
    kept.idle.unref(); // an idle connection does not keep the process alive
  }

  private forget(login: Login, kept: Kept): void {
    clearTimeout(kept.idle);
    if (this.kept.get(keyOf(login)) === kept) this.kept.delete(keyOf(login));
  }
}

const keyOf = ({ name, user, address, port }: Login) => `${name} ${user}@${address}:${port}`;
