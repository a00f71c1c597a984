import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../src/folder.ts';
import { readSmallFile } from '../src/small-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder', () => {
  test('is made with those above it, for its owner alone, and may be there already', () => {
    const deep = join(folder, 'a', 'b', 'c');
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
  });

  test.runIf(process.platform === 'linux')('that no system makes is a fault, not an endless try', () => {
    expect(() => makeFolder('/proc/nowhere/deep')).toThrow(/ENOENT/);
  });

  test('is none where a file stands', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file'))).toThrow(/ENOTDIR/);
    expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow(/ENOTDIR/);
  });
});

describe('a small file', () => {
  test('is read whole, one of no size (as in /proc) too', () => {
    writeFileSync(join(folder, 'text'), 'x'.repeat(10_000));
    expect(readSmallFile(join(folder, 'text')).toString()).toBe('x'.repeat(10_000));
    writeFileSync(join(folder, 'empty'), '');
    expect(readSmallFile(join(folder, 'empty'))).toHaveLength(0);
  });

  test('is no pipe, no device, no folder and no large file', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'dir'));
    writeFileSync(join(folder, 'large'), Buffer.alloc(1024 * 1024 + 1));
    for (const [name, said] of [
      [join(folder, 'pipe'), 'not a regular file'],
      ['/dev/zero', 'not a regular file'],
      [join(folder, 'dir'), 'not a regular file'],
      [join(folder, 'large'), 'larger than 1 MB'],
      [join(folder, 'none'), 'ENOENT'],
    ]) {
      expect(() => readSmallFile(name!)).toThrow(said);
    }
  });
});
