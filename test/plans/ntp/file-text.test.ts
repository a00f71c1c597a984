import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fileWords, isFileText } from '../../../src/core/plans/ntp/file-text.ts';
import { SHELLS } from '../ash-host.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-ntp-'));
const file = path.join(folder, 'ntp.conf');
afterAll(() => rmSync(folder, { recursive: true }));

const OLD = [
  '# time of the lab',
  'restrict default nomodify notrap nopeer noquery',
  'restrict 127.0.0.1',
  'server 10.0.0.1 prefer',
  '  server\t10.0.0.10',
  'server 10.0.0.1',
  'pool pool.example iburst',
  'server 127.127.1.0',
  'driftfile /etc/ntp.drift',
];

/** What the text makes of a file, by a real shell. */
function edited(shell: readonly string[], old: readonly string[], drop: readonly string[], lines: readonly string[]) {
  writeFileSync(file, `${old.join('\n')}\n`);
  const before = statSync(file).ino;
  const text = fileWords(drop, lines)![2]!.replaceAll('/etc/ntp.conf', file);
  execFileSync(shell[0]!, [...shell.slice(1), '-c', text]);
  expect(statSync(file).ino).toBe(before);
  expect(readFileSync(`${file}.vmkbot`, 'utf8')).toBe(`${old.join('\n')}\n`);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('%s', (_, shell) => {
  test('servers give way to others, all else stays, and nothing stands there twice', () => {
    const lines = ['server 10.0.0.1 prefer', 'server ntp.example'];
    expect(edited(shell, OLD, ['10.0.0.1', 'pool.example', 'ntp.example'], lines)).toEqual([
      ...OLD.slice(0, 3),
      '  server\t10.0.0.10',
      'server 127.127.1.0',
      'driftfile /etc/ntp.drift',
      ...lines,
    ]);
  });

  test('done again it changes nothing more', () => {
    const once = edited(shell, OLD, ['10.0.0.1'], ['server 10.0.0.1']);
    expect(edited(shell, once, ['10.0.0.1'], ['server 10.0.0.1'])).toEqual(once);
  });

  test('a dot is a dot', () => {
    const old = ['server 10a0.0.1', 'server 10.0.0.1'];
    expect(edited(shell, old, ['10.0.0.1'], [])).toEqual(['server 10a0.0.1']);
  });

  test('without a file nothing is made', () => {
    const text = fileWords([], ['server 10.0.0.1'])![2]!.replaceAll('/etc/ntp.conf', path.join(folder, 'none'));
    expect(() => execFileSync(shell[0]!, [...shell.slice(1), '-c', text], { stdio: 'ignore' })).toThrow();
    expect(() => statSync(path.join(folder, 'none'))).toThrow();
  });
});

test('nothing but names and lines gets into the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const words = [fileWords([text], []), fileWords([], [`server ${text}`])];
      for (const each of words) if (each !== null) expect(text).toMatch(/^[A-Za-z0-9][A-Za-z0-9.: -]*$/);
    }),
  );
  for (const bad of ["a'b", 'a;b', 'a$b', 'a`b', 'a b\nc', '', '-e', 'a|b', '*']) {
    expect(fileWords([bad], [])).toBeNull();
    expect(fileWords([], [`server ${bad}`])).toBeNull();
  }
  expect(isFileText(fileWords(['a'], ['server b'])!)).toBe(true);
  expect(isFileText(['sh', '-c', "echo 'x'"])).toBe(false);
});
