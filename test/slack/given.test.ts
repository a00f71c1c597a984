import { expect, test } from 'vitest';
import { Problem } from '../../src/problem.ts';
import { readGiven } from '../../src/slack/conversation/given.ts';
import type { FileGiven } from '../../src/slack/incoming.ts';
import type { Ports } from '../../src/slack/ports.ts';

const MB = 1024 * 1024;
const files = (count: number): FileGiven[] =>
  Array.from({ length: count }, (_, i) => ({ id: `F${i + 1}`, name: `h${i + 1}.txt` }));

/** Files of a size; it is kept how many are fetched at a time, and what each of the two ways of redacting was given. */
function ports(size: number) {
  const seen = { open: 0, most: 0, here: 0, beside: 0 };
  const slack = {
    async download({ name }: FileGiven) {
      seen.most = Math.max(seen.most, ++seen.open);
      await new Promise((resolve) => setImmediate(resolve));
      seen.open -= 1;
      return { name, text: 'x'.repeat(size) };
    },
  };
  const redact = (text: string) => {
    seen.here = Math.max(seen.here, text.length);
    return text;
  };
  const answering = {
    async redact(text: string) {
      seen.beside += 1;
      return { text, found: [] };
    },
  };
  return { seen, ports: { slack, redact, answering } as unknown as Ports };
}

test('no long text is redacted on the main thread, and three files are fetched at a time', async () => {
  const long = ports(MB / 4);
  const pastes = [{ name: 'paste', text: 'vmk0' }];
  expect((await readGiven({ pastes, files: files(8) }, long.ports)).pastes).toHaveLength(9);
  expect(long.seen).toMatchObject({ most: 3, here: 4, beside: 8 });
});

test('4 MB and ten files are read, and what was left out is told', async () => {
  const read = await readGiven({ pastes: [], files: files(12) }, ports(MB).ports);
  expect(read.pastes.map(({ name }) => name)).toEqual(['h1.txt', 'h2.txt', 'h3.txt', 'h4.txt']);
  expect(read.note).toMatch(/left out h11\.txt, h12\.txt, h5\.txt and 5 more\./);
});

test('a thread that is longer than what was read of it is told', async () => {
  const read = await readGiven({ pastes: [{ name: 'paste', text: 'vmk0' }], files: [], more: true }, ports(1).ports);
  expect(read.note).toContain('first 100');
});

test('a fault that is no file of theirs is not taken for one', async () => {
  const slack = { download: () => Promise.reject(new TypeError('a bug')) };
  const broken = { ...ports(1).ports, slack } as unknown as Ports;
  await expect(readGiven({ pastes: [], files: files(1) }, broken)).rejects.not.toBeInstanceOf(Problem);
});
