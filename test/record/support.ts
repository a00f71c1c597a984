import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAN_NEEDS } from '../../src/changes/ports.ts';
import type { Changes } from '../../src/changes/service.ts';
import type { Plan } from '../../src/core/plans/plan.ts';
import { serveRecord } from '../../src/record/index.ts';
import { readRecord } from '../../src/record/read.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { run } from '../../src/terminal/run.ts';
import { type Bot, bot, hostsOf, loginTo, planOf, policy, provider } from '../changes/support.ts';
import { startRedis } from '../support/redis-server.ts';
import { sink } from '../support/terminal.ts';

/** Seconds until the host takes a change back. */
const TIMER = 60;

/** A bot's service at work on a simulated host, over a store that a terminal may ask for. */
export interface Kept {
  readonly place: string;
  readonly store: Store;
  readonly bot: Bot;
  readonly changes: Changes;
  /** The plan of a change in words, read live; `blind` with nothing but the table. */
  plan(words: string, blind?: 'blind'): Promise<Plan>;
  readonly faults: unknown[];
  close(): Promise<void>;
}

export async function kept(which: 'embedded' | 'redis'): Promise<Kept> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-record-'));
  const redis = which === 'redis' ? await startRedis() : null;
  const place = redis?.address ?? folder;
  const store = await openStore(place);
  const faults: unknown[] = [];
  const record = readRecord(store, { hosts: 'all' });
  const served = redis === null ? await serveRecord({ store: folder, record, failed: (f) => faults.push(f) }) : null;
  const host = await provider();
  const hosts = hostsOf({ provider: loginTo(host) });
  const made = bot(store, hosts, { policies: [policy({ timer: TIMER })] });
  const needs = { blind: PLAN_NEEDS };
  made.changes.start();
  return {
    ...{ place, store, bot: made, changes: made.changes, faults },
    plan: (words, blind) => planOf(hosts, words, { timer: TIMER, ...(blind && { needs: needs[blind] }) }),
    async close() {
      await made.changes.stop();
      await served?.close();
      await store.close();
      await host.close();
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A command line with this store, as a terminal runs it. */
export async function asks(place: string, ...words: readonly string[]) {
  const [out, err] = [sink(), sink()];
  const exit = await run(words, { out: out.stream, err: err.stream, env: { NO_COLOR: '1', VMKBOT_STORE: place } });
  return { exit, out: out.text(), err: err.text() };
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function asksJson(place: string, ...words: readonly string[]): Promise<any> {
  return JSON.parse((await asks(place, ...words, '--json')).out);
}
