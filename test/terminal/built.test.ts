import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sample } from '../support/terminal.ts';

/** The program as it is installed: built anew, so that an old build proves nothing. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-built-'));
const program = path.join(folder, 'vmkbot.js');
const capture = path.join(folder, 'capture.txt');

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', folder], { cwd: ROOT });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(capture, sample('shared-vmotion'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['check', '--from', capture], 0],
  [['route', '10.31.8.9', '--json', '--from', capture], 0],
  [['why', 'why does vMotion use vmk0', '--from', capture], 0],
  [['check', '--from', program], 1],
  [['rout'], 2],
  [['why', 'why is the sky blue', '--from', capture], 2],
  [['check', '--from', path.join(folder, 'none.txt')], 2],
  [['check', '--fail-on', 'error', '--from', capture], 5],
  [['schema', 'state'], 0],
  [['help'], 0],
])('%j ends with %i', (words, status) => {
  const ended = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
  expect([ended.status, ended.stderr === '']).toEqual([status, status === 0 || status === 5]);
});

test('reads standard input', () => {
  const { status, stdout } = spawnSync(process.execPath, [program, 'state', '--json', '--from', '-'], {
    input: sample('provider'),
    encoding: 'utf8',
  });
  expect([status, JSON.parse(stdout).host.name]).toEqual([0, 'provider']);
});

test('a reader that leaves early is no fault', async () => {
  const child = spawn(process.execPath, [program, 'schema', 'state'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told: string[] = [];
  child.stderr.on('data', (chunk) => told.push(String(chunk)));
  child.stdout.destroy();
  const status = await new Promise((done) => child.on('close', done));
  expect([status, told.join('')]).toEqual([0, '']);
});

test('the shell takes its lines from a pipe', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'shell'], {
    input: 'use shared-vmotion\nroute 10.31.8.9\n',
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('10.31.8.9 is on a connected subnet');
});
