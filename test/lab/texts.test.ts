import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = 'src/lab';
const TABLES = ['invented.ts', 'established.ts'];

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !TABLES.some((table) => name.endsWith(table)))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

test('no error is worded outside of the two tables', () => {
  for (const { name, text } of files) {
    expect([name, text.match(/['"`]Error: [^'"`]*/)?.[0]]).toEqual([name, undefined]);
    expect([name, text.match(/(?:new Refused|complain|refuse|fail)\((?:call, )?['"`].*/)?.[0]]).toEqual([
      name,
      undefined,
    ]);
  }
});

test('the lab knows nothing of the program it is asked by', () => {
  for (const { name, text } of files)
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) {
      const inside = from!.startsWith('.') && !join(ROOT, name, '..', from!).startsWith(`${ROOT}/`);
      expect([name, from, inside]).toEqual([name, from, false]);
      if (!from!.startsWith('.')) expect(from).toMatch(/^(?:node:|ssh2$)/);
    }
});
