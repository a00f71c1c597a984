import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import { createAnswering } from '../../src/answering/create.ts';
import { parse } from '../../src/command.ts';
import { json, sample } from '../support/terminal.ts';

/** The worker as it is installed: built anew, so that an old build proves nothing. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-answering-'));
const worker = path.join(folder, 'answering-worker.js');

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', folder], { cwd: ROOT });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('the built worker answers every verb', async () => {
  const answering = createAnswering({ worker, threads: 1 });
  const captures = async () => [{ name: 'capture-1.txt', text: sample('provider') }];
  for (const words of [['check'], ['why', 'does vMotion use vmk0'], ['help'], ['schema', 'state'], ['--version']]) {
    const said = await answering.answer({ asked: parse(words, Object.keys(VERBS)), captures });
    expect(said.json).toEqual((await json(words, sample('provider'))).json);
  }
  expect((await answering.redact('token=abc12345')).text).toBe('token=[redacted: token]');
  await answering.close();
});

test.each(['probe', 'chunks/probe'])('a program built to %s.js finds it', async (name) => {
  const at = { [name]: path.join(ROOT, 'src/answering/worker-file.ts') };
  await build({ entryPoints: at, outdir: folder, bundle: true, format: 'esm', platform: 'node' });
  const { workerFile } = await import(/* @vite-ignore */ pathToFileURL(path.join(folder, `${name}.js`)).href);
  expect(workerFile()).toBe(worker);
});
