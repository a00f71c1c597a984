/** Open changes listed and transitions written, in both stores, beside the same bytes read and written without any of our code. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { Redis } from 'ioredis';
import { asJson, type Change, changeSteps } from '../src/changes/change.ts';
import { Ledger } from '../src/changes/ledger.ts';
import { Reading } from '../src/changes/reading.ts';
import { requested } from '../src/core/approvals/approval.ts';
import { openStore } from '../src/store/index.ts';
import type { Store } from '../src/store/store.ts';
import { redisMissing, startRedis } from '../test/support/redis-server.ts';
import { type Add, median } from './change-rows.ts';

const OPEN = 10_000;
const WRITES = 300;
const LOOKS = 9;

/** What a store does without us. */
interface Raw {
  /** Everything that a list of open changes rests on, as text. */
  read(): Promise<number>;
  /** As many keys, of as many bytes, as one transition, durable when it resolves. */
  write(values: readonly string[]): Promise<void>;
}

/** Says which store it had to leave out. */
export async function storeBench(add: Add, say: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-bench-'));
  try {
    await measure('embedded', folder, () => level(join(folder, 'store'), join(folder, 'raw')), add);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (redisMissing !== null) return say(`changes: Redis was not measured (${redisMissing})`);
  const server = await startRedis();
  try {
    await measure('Redis, every write on disk', server.address, () => redis(server.address), add);
  } finally {
    await server.stop();
  }
}

type Opened = Raw & { close(): Promise<void> };

async function measure(name: string, place: string, raw: () => Promise<Opened>, add: Add): Promise<void> {
  const first = await openStore(place);
  await fill(first);
  await first.close();
  // Behind each other: the embedded store is one process's alone, and so is its database.
  const before = await raw();
  const bare = await looks(() => before.read());
  await before.close();
  const store = await openStore(place);
  const reading = new Reading(store);
  const cold = await timed(async () => (await reading.open()).length);
  const warm = await looks(async () => (await reading.open()).length);
  add(`${name}: ${OPEN} open changes as raw bytes, warm`, median(bare), 'ms');
  add(`${name}: listed right after the start`, cold, 'ms', '<= 200', cold <= 200);
  add(`${name}: listed again`, median(warm), 'ms', '<= 200', median(warm) <= 200);
  add(`${name}: listed again, beside raw bytes`, median(warm) / median(bare), 'x');
  const newest = await looks(async () => (await reading.history(20)).length, 20);
  add(`${name}: the newest 20 of ${OPEN}`, median(newest), 'ms');
  const { rate, values } = await transitions(store);
  await store.close();
  const after = await raw();
  const begun = performance.now();
  for (let i = 0; i < WRITES; i += 1) await after.write(values.map((value) => `${value}${i}`));
  const bareRate = WRITES / ((performance.now() - begun) / 1000);
  await after.close();
  add(`${name}: transitions, with journal and audit`, rate, '/s');
  add(`${name}: raw writes of the same bytes`, bareRate, '/s');
  add(`${name}: transitions beside raw writes`, rate / bareRate, 'x');
}

async function looks(look: () => Promise<number>, wanted = OPEN): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < LOOKS; i += 1) times.push(await timed(look, wanted));
  return times;
}

async function timed(look: () => Promise<number>, wanted = OPEN): Promise<number> {
  const begun = performance.now();
  const found = await look();
  const took = performance.now() - begun;
  if (found !== wanted) throw new Error(`${found} of ${wanted} were read`);
  return took;
}

async function fill(store: Store): Promise<void> {
  for (let from = 0; from < OPEN; from += 200) {
    const some = Array.from({ length: 200 }, (_, i) => changed(from + i));
    await store.commit(some.flatMap((change) => changeSteps(change, null)));
  }
  const ledger = new Ledger(store, Date.now, () => {});
  for (let i = 0; i < 20; i += 1) {
    const change = changed(i);
    const noted = [{ by: 'U0', what: 'asked', phase: null, detail: null }] as const;
    await ledger.move(change.approval.id, () => ({ change, noted, result: null }));
  }
}

function changed(i: number): Change {
  const approval = requested({
    ...{ id: `c-${String(i).padStart(6, '0')}`, host: `esx-${i % 400}`, kind: 'route', asker: 'U024BE7LH' },
    ...{ digest: `sha256:${'0'.repeat(64)}`, askedAt: 1_800_000_000_000 + i, expires: 1_900_000_000_000 },
    ...{ quorum: 1, needsReason: false, needsCode: false },
  });
  const place = { channel: 'C024BE91L', ts: `180000${i}.000100` };
  return {
    ...{ schema: 'vmkbot/change/1', approval, timer: 300, card: place, thread: place, journal: 0, armed: null },
    ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false },
    ...{ group: null, together: null },
  };
}

/** One after the other, as they come of one change; and what one of them writes. */
async function transitions(store: Store): Promise<{ rate: number; values: readonly string[] }> {
  const change = changed(0);
  const { id } = change.approval;
  const noted = [{ by: 'U1', what: 'claimed', phase: null, detail: { fence: 1, from: null } }] as const;
  const written: string[] = [];
  const commit: Store['commit'] = async (steps, lease) => {
    if (written.length === 0)
      for (const step of steps) written.push(JSON.stringify('value' in step ? step.value : step));
    return await store.commit(steps, lease);
  };
  const followed = Object.assign(Object.create(store) as Store, { commit });
  const ledger = new Ledger(followed, Date.now, () => {});
  const begun = performance.now();
  for (let i = 0; i < WRITES; i += 1)
    await ledger.move(id, (kept) => ({ change: { ...kept, saved: i % 2 === 0 }, noted, result: asJson(null) }));
  return { rate: WRITES / ((performance.now() - begun) / 1000), values: written };
}

async function level(files: string, elsewhere: string): Promise<Opened> {
  const db = new ClassicLevel<string, string>(files, { valueEncoding: 'utf8' });
  const other = new ClassicLevel<string, string>(elsewhere, { valueEncoding: 'utf8' });
  await Promise.all([db.open(), other.open()]);
  let number = 0;
  return {
    read: async () => (await db.iterator({ gte: 'k!open:', lt: 'k!open:~' }).all()).length,
    write: async (values) => {
      number += 1;
      const batch = values.map((value, i) => ({ type: 'put', key: `${i}!${number}`, value }) as const);
      await other.batch(batch, { sync: true });
    },
    close: async () => {
      await Promise.all([db.close(), other.close()]);
    },
  };
}

const LIST = `local found = {}
for _, name in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], '[open:', '(open:~')) do
  found[#found + 1] = redis.call('HGET', '{vmkbot}:k:' .. name, 'd')
end
return found`;
const WRITE = `for i = 1, #KEYS do redis.call('SET', KEYS[i], ARGV[i]) end return 1`;

async function redis(address: string): Promise<Opened> {
  const client = new Redis(address);
  let number = 0;
  return {
    read: async () => ((await client.eval(LIST, 1, '{vmkbot}:names')) as string[]).length,
    write: async (values) => {
      number += 1;
      await client.eval(WRITE, values.length, ...values.map((_, i) => `{raw}:${i}:${number}`), ...values);
    },
    close: async () => void (await client.quit()),
  };
}
