import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Budget } from '../../src/bundle/budget.ts';
import { HostTexts } from '../../src/bundle/host-texts.ts';
import { MOST_KEPT, MOST_OF_ALL } from '../../src/bundle/limits.ts';
import { growth } from '../support/growth.ts';
import { program } from '../support/programs.ts';
import { type Member, noise, tar } from './pack.ts';

/** A process that only loads the code takes about half of it. */
const HEAP_MB = 128;
const KB = 1024;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vmkbot-bounds-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Members that take some MB packed, so that they are not refused for how far they unpack. */
async function* packed(count: number, member: (i: number) => Member): AsyncGenerator<Buffer> {
  yield tar([{ name: 'core', content: noise(3 * KB * KB) }], false);
  for (let i = 0; i < count; i++) yield tar([member(i)], false);
  yield tar([]);
}

/** What is read of such a bundle by a process with a small heap; rejects where that is not enough. */
async function readSmall(name: string, count: number, member: (i: number) => Member) {
  const file = path.join(folder, name);
  await pipeline(Readable.from(packed(count, member)), createGzip({ level: 6 }), createWriteStream(file));
  const words = [`--max-old-space-size=${HEAP_MB}`, program('bundle-reader'), file];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as { characters: number; hosts: number; notes: readonly string[] };
}

const lines = (size: number, i: number) =>
  `line ${i}\n${'a line of an output that goes on and on\n'.repeat(size / 40)}`;
const reboots = (size: number, i: number) =>
  Array.from({ length: size / 50 }, (_, k) => `2016-05-04T05:24:38Z Hostd: [x] reboot number ${i} ${k}\n`).join('');

const FILLER = `${'-'.repeat(900)}\n`.repeat(145);

const HUGE: Readonly<Record<string, readonly [count: number, member: (i: number) => Member]>> = {
  'one command under many names': [
    1600,
    (i) => ({
      name: `commands/localcli_network-${'-'.repeat(i % 40)}ip-${'-'.repeat(i / 40)}interface-list.txt`,
      content: lines(180 * KB, i),
    }),
  ],
  'one command of many stacks': [
    1600,
    (i) => ({ name: `commands/localcli_network-ip-route-ipv4-list--N-s${i}.txt`, content: lines(180 * KB, i) }),
  ],
  'a log in many parts': [1800, (i) => ({ name: `var/run/log/hostd.${i}`, content: reboots(120 * KB, i) })],
  'many hosts': [1600, (i) => ({ name: `esx-${i}/commands/uname_-a.txt`, content: lines(180 * KB, i) })],
  'a log of which a line here and there is kept': [
    1200,
    (i) => ({ name: `var/run/log/hostd.${i % 200}`, content: FILLER + reboots(50, i) + FILLER }),
  ],
};

test.each(Object.entries(HUGE))(
  '%s: what is kept is bounded',
  async (name, [count, member]) => {
    const { characters, hosts, notes } = await readSmall(`${name}.tgz`, count, member);
    expect(characters).toBeLessThan(8 * MOST_OF_ALL + 1000);
    expect(hosts).toBeLessThanOrEqual(8);
    expect(notes.join().length).toBeLessThan(1000);
  },
  120_000,
);

test('many small parts of a log take as long as there are of them', async () => {
  const add = (count: number) => {
    const host = new HostTexts('', new Budget());
    for (let i = 0; i < count; i++) host.addLog('hostd', i % 9999, `var/run/log/hostd.${i}`, [`reboot ${i}`]);
    host.text();
  };
  expect(await growth(add, 4000)).toBeLessThan(32);
});

test('of too many parts the latest are kept, whatever their order', () => {
  const host = new HostTexts('', new Budget());
  for (let i = 0; i < 2000; i++)
    host.addLog('hostd', (i * 7) % 2000, `var/run/log/hostd.${i}`, [`age ${(i * 7) % 2000}`]);
  expect(host.text().text).toMatch(/age 1\n.* # from var\/run\/log\/hostd\.0\nage 0\n/);
  expect(host.text().text).not.toContain('age 1999');
});

test('a budget is of all hosts, and what is replaced is given back', () => {
  const budget = new Budget();
  const [one, two] = [new HostTexts('one', budget), new HostTexts('two', budget)];
  expect(one.addOutput('uname -a', { path: 'b', text: 'x'.repeat(MOST_KEPT - 1000) })).toBe(true);
  expect(two.addOutput('uname -a', { path: 'b', text: 'x'.repeat(2000) })).toBe(false);
  expect(one.addOutput('uname -a', { path: 'a', text: 'small' })).toBe(true);
  expect(two.addOutput('uname -a', { path: 'b', text: 'x'.repeat(2000) })).toBe(true);
});
