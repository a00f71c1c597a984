import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCaptures } from '../../src/terminal/captures.ts';

let folder = '';
const file = async (name: string, content: string | Buffer) => {
  await writeFile(path.join(folder, name), content);
  return path.join(folder, name);
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vmkbot-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from('vmk0 – 10.0.0.1')],
  ['UTF-8 with its mark', Buffer.from('\ufeffvmk0 – 10.0.0.1')],
  ['UTF-16, as PowerShell writes it', Buffer.from('\ufeffvmk0 – 10.0.0.1', 'utf16le')],
])('reads %s', async (name, content) => {
  const [capture] = await readCaptures([await file(`${name}.txt`, content)]);
  expect(capture!.text).toBe('vmk0 – 10.0.0.1');
});

test('reads several, in order', async () => {
  const names = [await file('a.txt', 'a'), await file('b.txt', 'b')];
  expect(await readCaptures(names)).toEqual(names.map((name, i) => ({ name, text: 'ab'[i] })));
});

test('refuses a bundle by its name or its bytes', async () => {
  const wanted = { code: 'bundle', exit: 2 };
  await expect(readCaptures([await file('vm-support.tgz', 'x')])).rejects.toMatchObject(wanted);
  await expect(readCaptures([await file('renamed.txt', gzipSync('x'))])).rejects.toMatchObject(wanted);
});

test('refuses what is too large to be a session before reading it', async () => {
  const name = await file('huge.txt', '');
  await truncate(name, 1024 ** 3);
  await expect(readCaptures([name])).rejects.toMatchObject({ code: 'too-large', exit: 1 });
});

test.each<[string, readonly string[], string]>([
  ['nothing', [], 'no-input'],
  ['a missing file', ['/nowhere/at/all.txt'], 'no-file'],
  ['a folder', [tmpdir()], 'no-file'],
  ['standard input twice', ['-', '-'], 'usage'],
])('refuses %s', async (_, names, code) => {
  await expect(readCaptures(names)).rejects.toMatchObject({ code, exit: 2 });
});
