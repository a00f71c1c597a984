import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCaptures } from '../../src/terminal/captures.ts';
import { bundleOf } from '../bundle/members.ts';
import { tgz } from '../bundle/pack.ts';

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

test('opens a bundle, by its name or its bytes', async () => {
  const packed = tgz(bundleOf('esx-31', 31));
  const names = [await file('vm-support.tgz', packed), await file('renamed.txt', packed)];
  const captures = await readCaptures([...names, await file('beside.txt', 'vmk0')]);
  expect(captures.map(({ notes }) => notes)).toEqual([undefined, undefined, undefined]);
  expect(captures[0]!.text).toContain('[root@esx-31:~] localcli network ip interface ipv4 get');
  expect(captures[1]!.text).toBe(captures[0]!.text);
  expect(captures[2]!.text).toBe('vmk0');
});

test('a bundle that is cut off is read as far as it goes, and says so', async () => {
  const packed = tgz([...bundleOf('esx-31', 31), { name: 'core', content: randomBytes(100_000) }]);
  const [capture] = await readCaptures([await file('cut.tgz', packed.subarray(0, packed.length - 50_000))]);
  expect(capture!.text).toContain('10.80.0.31');
  expect(capture!.notes).toEqual([expect.stringContaining('cut off')]);
});

test('refuses what only bears the name of a bundle', async () => {
  await expect(readCaptures([await file('plain.tgz', 'x'.repeat(99))])).rejects.toMatchObject({
    code: 'bundle',
    exit: 1,
  });
  await expect(readCaptures([await file('list.tar.gz', gzipSync('x'))])).rejects.toMatchObject({ exit: 1 });
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
