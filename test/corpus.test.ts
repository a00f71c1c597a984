import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PARSERS } from '../src/core/esxi/parsers/index.ts';
import { read } from '../src/core/esxi/read.ts';
import { toWords } from '../src/core/esxi/reading/columns.ts';
import { findHeader, headerIndex } from '../src/core/esxi/reading/header.ts';
import { toLines } from '../src/core/esxi/reading/lines.ts';
import { readShellLine } from '../src/core/esxi/reading/prompt.ts';
import { readField } from '../src/core/esxi/reading/record.ts';
import { whyUnread } from '../src/core/esxi/reading/unread.ts';
import type { Evidence } from '../src/core/evidence.ts';

/** Outputs as people posted them are not in the checkout: they belong to those who posted them. */
const CORPUS = process.env.VMKBOT_CORPUS ?? join(import.meta.dirname, '..', '..', 'shared', 'corpus');
const posted = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.endsWith('.txt')) : [];
const HEADERS = headerIndex(PARSERS);

if (posted.length === 0)
  test.skip('what people posted is not in the checkout (VMKBOT_CORPUS names its folder)', () => {});
else
  describe('what people posted', () => {
    test.each(posted.map((name) => basename(name, '.txt')))('%s', (name) => {
      // The lines above the post tell where it comes from and what is wrong with it.
      const text = readFileSync(join(CORPUS, `${name}.txt`), 'utf8').replace(/^#! .*\n/gm, '');
      const { hosts, unread } = read(text);
      expect(hosts.length).toBeGreaterThan(0);

      const told = new Set([...hosts.flatMap(linesOf), ...unread.map(({ line }) => line)]);
      const lines = toLines(text);
      const dropped = lines.filter(
        (line, i) =>
          !told.has(line.number) && !carriesNothing(line.text, lines[i + 1]?.text) && !isHeard(text, line.number),
      );
      expect(dropped.map(({ number, raw }) => `${number} ${raw}`)).toEqual([]);
    });
  });

/** Every line that a state names, also the one that a later line overruled. */
function linesOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = typeof (value as Partial<Evidence>).line === 'number' ? [(value as Evidence).line] : [];
  return [...own, ...Object.values(value).flatMap(linesOf)];
}

/** True where the capture says something else without the line: replies of a ping and ports of a switch add up to one value. */
function isHeard(text: string, number: number): boolean {
  const lines = text.split('\n');
  const isCommand = (line: string) => (readShellLine(line)?.command ?? '') !== '';
  // What two commands print alike is heard in the output of either.
  const from = Math.max(0, lines.slice(0, number - 1).findLastIndex(isCommand));
  const next = lines.slice(number).findIndex(isCommand);
  const output = lines.map((line, i) => (i < from || (next >= 0 && i >= number + next) ? '' : line));
  return JSON.stringify(read(output.join('\n'))) !== JSON.stringify(read(output.with(number - 1, '').join('\n')));
}

/** Commands, prompts, headers, rules, headings, chatter, and fields of a record that differ by version. */
function carriesNothing(text: string, next = ''): boolean {
  return (
    /^[\s\-=+|.]*$/.test(text) ||
    // A level beside the full version, and what a ping prints more than once.
    /^\s*(?:VMware ESXi \d+\.\d+ |--- \S+ ping statistics|round-trip |sendto\(\) failed|From \S+ icmp_seq)/.test(
      text,
    ) ||
    readShellLine(text) !== null ||
    findHeader(toWords(text), HEADERS) !== null ||
    whyUnread(text, '', null) === null ||
    readField(text) !== null ||
    readField(next) !== null
  );
}
