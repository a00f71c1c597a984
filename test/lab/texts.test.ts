import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = 'src/lab';
const TABLES = ['invented.ts', 'established.ts'];

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) => name.endsWith('.ts') && !name.startsWith('workspace/') && !TABLES.some((table) => name.endsWith(table)),
  )
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

/** Texts of three words and more that are no error: a column's title, a command's words, or an output whose shape a capture shows. */
const SHAPES: readonly RegExp[] = [
  /^\s*(?:remote +refid|Dup: false|Round-trip Time: |CDP Status|VMware Branded)/,
  /^restrict default/,
  // What a shell finds wrong with a line: INVENTED.shell prints it.
  /^(?:bad for loop variable|unterminated quoted string)$/,
  /^(?:packets|link|ports|tcp|mac|driver|firmware|ethernet|ipv4|pNic|NIC) [\w ]+$/,
];
/** The shape of a ping is known from captures of every version. */
const PING = 'programs/ping.ts';

const LITERAL = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g;
const THREE_WORDS = /[A-Za-z]{2,}[,:]? [a-z]{2,}[,:]? [A-Za-z]{2,}/;

test('no text of three words is printed that neither of the two tables holds, however it comes to be printed', () => {
  const texts = files
    .filter(({ name }) => name.startsWith('esxi/') && !name.endsWith(PING))
    .flatMap(({ name, text }) =>
      text
        .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$|path: '[^']*'|^import .*$|new Error\(.*$/gm, '')
        .split('\n')
        .flatMap((line) => [...line.matchAll(LITERAL)].map(([literal]) => literal.slice(1, -1)))
        .filter((literal) => THREE_WORDS.test(literal.replace(/\$\{[^}]*\}/g, '0')))
        .filter((literal) => !SHAPES.some((shape) => shape.test(literal)))
        .map((literal) => `${name}: ${literal}`),
    );
  expect(texts).toEqual([]);
});

test('the lab knows nothing of the program it is asked by', () => {
  for (const { name, text } of files)
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) {
      const inside = from!.startsWith('.') && !join(ROOT, name, '..', from!).startsWith(`${ROOT}/`);
      expect([name, from, inside]).toEqual([name, from, false]);
      if (!from!.startsWith('.')) expect(from).toMatch(/^(?:node:|ssh2$)/);
    }
});
