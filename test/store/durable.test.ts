import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { program } from '../support/programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer, under a shell's words where there are any; gathers its lines. */
function writer(shell = ''): { child: ChildProcess; lines: string[]; ended: Promise<void> } {
  const words = ['-c', `${shell} exec "$0" "$1" "$2"`, process.execPath, program('store-writer'), folder];
  const child = spawn('sh', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (text: Buffer) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
  });
  return { child, lines, ended: new Promise((done) => child.once('close', () => done())) };
}

const numbers = (lines: readonly string[]) => lines.filter((line) => /^\d+$/.test(line)).map(Number);

/** Nothing acknowledged is missing, and no commit is there by half. */
async function expectWhole(acknowledged: readonly number[]): Promise<void> {
  const store = await openStore(folder);
  const last = ((await store.read('last'))?.value as number | undefined) ?? 0;
  const entries = (await store.entries('log', 1, 1_000_000)).map(({ entry }) => entry);
  const values = await store.list('n:');
  await store.close();
  expect(last).toBeGreaterThanOrEqual(acknowledged.at(-1) ?? 0);
  expect(entries).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  expect(values).toHaveLength(last);
}

test('killed at any time, it keeps all that it acknowledged', async () => {
  let acknowledged: number[] = [];
  for (let round = 0; round < 6; round++) {
    const { child, lines, ended } = writer();
    while (!lines.includes('open')) await sleep(5);
    await sleep(20 + 37 * round);
    child.kill('SIGKILL');
    await ended;
    acknowledged = acknowledged.concat(numbers(lines));
    await expectWhole(acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThan(20);
}, 60_000);

test('on a full disk it refuses with a reason and loses nothing; with room again it goes on', async () => {
  // A file may grow to 256 blocks of 512 bytes and no further; the signal for it is ignored, so the write fails as on a full disk.
  const { lines, ended } = writer("trap '' XFSZ; ulimit -f 256;");
  await ended;
  expect(lines.at(-1)).toBe('refused store');
  expect(numbers(lines).length).toBeGreaterThan(10);
  await expectWhole(numbers(lines));
  const again = writer();
  while (numbers(again.lines).length < 3) await sleep(5);
  again.child.kill('SIGKILL');
  await again.ended;
  await expectWhole(numbers(lines).concat(numbers(again.lines)));
}, 60_000);

test('a second process is told that the store is in use', async () => {
  const { child, lines, ended } = writer();
  while (!lines.includes('open')) await sleep(5);
  await expect(openStore(folder)).rejects.toThrow('Another process uses the store');
  child.kill('SIGKILL');
  await ended;
}, 60_000);

test('a directory that cannot be made (a file stands in the way) is told with its reason', async () => {
  await expect(openStore(join(program('store-writer'), 'store'))).rejects.toMatchObject({
    name: 'Problem',
    code: 'store',
  });
});

test('a directory that is removed under a running store is made again, told, and written to', async () => {
  const told: string[] = [];
  const store = await openStore(folder, Date.now, (warning) => told.push(warning));
  const write = (key: string) => store.commit([{ kind: 'write', key, version: null, value: key }]);
  await write('before');
  rmSync(join(folder, 'store'), { recursive: true });
  expect(await store.ready()).toBe(true);
  await write('after');
  rmSync(folder, { recursive: true });
  await Promise.all([store.ready(), write('later'), store.read('later'), store.list('')]);
  expect(told).toHaveLength(2);
  expect(told[0]).toContain(`${folder} was removed`);
  await store.close();
  const again = await openStore(folder);
  expect((await again.list('')).map(({ key }) => key)).toEqual(['later']);
  await again.close();
});

test('a store that cannot write is not ready', async () => {
  const store = await openStore(folder);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  expect(await store.ready()).toBe(false);
  rmSync(folder);
  expect(await store.ready()).toBe(true);
  await store.close();
});

test('nobody else may read it, whatever stood there before', async () => {
  const inner = join(folder, 'store');
  await (await openStore(folder)).close();
  chmodSync(inner, 0o755);
  for (const name of readdirSync(inner)) chmodSync(join(inner, name), 0o644);
  const store = await openStore(folder);
  await store.commit([{ kind: 'write', key: 'a', version: null, value: 1 }]);
  const mode = (path: string) => statSync(path).mode & 0o777;
  expect(mode(inner)).toBe(0o700);
  expect(readdirSync(inner).filter((name) => (mode(join(inner, name)) & 0o077) !== 0)).toEqual([]);
  await store.close();
});
