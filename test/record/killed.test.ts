import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { program } from '../support/programs.ts';
import { asks, asksJson } from './support.ts';

let folder: string;
let child: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-killed-'));
});
afterEach(async () => {
  await killed();
  rmSync(folder, { recursive: true, force: true });
});

async function holder(): Promise<void> {
  child = spawn(process.execPath, [program('record-holder'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
}

async function killed(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('a terminal asks the bot that holds the store; once it is killed it reads the store, and the next bot is asked again', async () => {
  await holder();
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'store' });
  expect((await asksJson(folder, 'audit')).entries).toHaveLength(1);

  await killed();
  expect(existsSync(join(folder, 'ask.sock'))).toBe(true);
  expect((await asksJson(folder, 'audit')).entries).toHaveLength(1);
  expect(await asksJson(folder, 'audit', 'verify')).toMatchObject({ result: 'whole', entries: 1 });

  await holder();
  expect((await asksJson(folder, 'audit')).entries).toHaveLength(2);
  expect((await asks(folder, 'audit', 'verify')).out).toMatch(/^The record is whole: 2 entries/);
}, 60_000);
