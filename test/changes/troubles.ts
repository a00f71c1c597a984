import { createServer, connect as dial, type Socket } from 'node:net';
import type { At, ChangeHosts } from '../../src/changes/ports.ts';
import type { Followed } from '../../src/changes/service.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { Problem } from '../../src/problem.ts';
import type { Store } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import type { Outcome } from './chaos.ts';
import { faultsOf } from './chaos.ts';
import { askedFor, bot, confirmed, hostsOf, loginTo, NAME, planOf, policy, provider, ROUTE, until } from './support.ts';

/** What a trouble may lay its hands on. */
export interface Scene {
  readonly host: SimulatedHost;
  readonly store: Store;
}

export interface Trouble {
  readonly name: string;
  readonly timer?: number;
  /** Called at every point of the work. */
  at?(point: string, scene: Scene): void | Promise<void>;
  /** The hosts as the bot reaches them, where not by themselves. */
  between?(host: SimulatedHost): Promise<{ hosts: ChangeHosts; close(): Promise<void> }>;
}

/** One change with one trouble, the bot alive: it must end as before or as after, with nothing left. */
export async function passed(trouble: Trouble, store: Store): Promise<Outcome> {
  const { name, timer = 600 } = trouble;
  const host = await provider();
  const direct = hostsOf({ [NAME]: loginTo(host) });
  const between = await trouble.between?.(host);
  const reached: string[] = [];
  const at: At = async (point) => {
    reached.push(point);
    await trouble.at?.(point, { host, store });
  };
  const one = bot(store, between?.hosts ?? direct, { at, policies: [policy({ timer })] });
  const told: Followed[] = [];
  one.changes.follow((followed) => void told.push(followed));
  try {
    const { approval } = await askedFor(one, await planOf(direct, ROUTE, { timer }));
    one.changes.start();
    // Whether a click that the store did not answer was counted is seen on the card, and else clicked again.
    await confirmed(one, { ...(await one.changes.get(approval.id))! }).catch(async () => {
      if ((await one.changes.get(approval.id))!.approval.confirmed.length === 0)
        await confirmed(one, { ...(await one.changes.get(approval.id))! });
    });
    await until(async () => (await one.changes.open().catch(() => [null])).length === 0);
    const end = (await one.changes.get(approval.id))!;
    const faults = await faultsOf(host, store, end, told);
    const outcome = { name, state: end.approval.state, why: end.approval.ended?.why ?? null, reached };
    if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}; ${JSON.stringify(outcome)}`);
    return outcome;
  } finally {
    await one.changes.stop();
    await between?.close();
    await host.close();
  }
}

/** Does something once, at one point. */
export function once(point: string, act: (scene: Scene) => void | Promise<void>): NonNullable<Trouble['at']> {
  let done = false;
  return async (reached, scene) => {
    if (reached !== point || done) return;
    done = true;
    await act(scene);
  };
}

/** A wire that breaks at one of its packets, counted over all connections, and is whole again afterwards. */
export async function breakingAt(host: SimulatedHost, at: number) {
  let seen = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial({ host: '127.0.0.1', port: host.port, noDelay: true });
    near.setNoDelay(true);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => {});
      from.on('data', (data) => {
        seen += 1;
        if (seen !== at) return void to.write(data);
        near.resetAndDestroy();
        far.resetAndDestroy();
      });
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    hosts: hostsOf({ [NAME]: { ...loginTo(host), port } }),
    packets: () => seen,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A wire that keeps what the bot sends from some moment on, and delivers it later, also when the bot has gone. */
export async function holding(host: SimulatedHost) {
  // The opening of a channel passes, so that the command itself is under way behind it.
  let passes = Number.POSITIVE_INFINITY;
  const kept: (() => void)[] = [];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial({ host: '127.0.0.1', port: host.port, noDelay: true });
    open.add(near).add(far);
    for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => open.delete(socket));
    const pass = (send: () => void) => void (passes-- > 0 ? send() : kept.push(send));
    near.on('data', (data) => pass(() => far.write(data)));
    near.on('close', () => pass(() => far.end()));
    far.on('data', (data) => near.write(data));
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    hosts: hostsOf({ [NAME]: { ...loginTo(host), port } }),
    hold: () => {
      passes = 1;
    },
    release: () => {
      passes = Number.POSITIVE_INFINITY;
      for (const send of kept.splice(0)) send();
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A store that at one of its commits says that it failed: before it wrote anything, or with everything written. */
export class Faltering extends MemoryStore {
  commits = 0;
  private readonly at: number;
  private readonly written: boolean;

  constructor(at: number, written: boolean) {
    super();
    this.at = at;
    this.written = written;
  }

  override async commit(...commit: Parameters<MemoryStore['commit']>): Promise<boolean> {
    this.commits += 1;
    if (this.commits !== this.at) return await super.commit(...commit);
    if (this.written) await super.commit(...commit);
    throw new Problem({ code: 'store', message: MemoryStore.FAULT, next: 'Start it again.', exit: 1 });
  }
}
