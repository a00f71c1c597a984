import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { shell } from '../src/terminal/shell.ts';
import { sink } from './support/terminal.ts';

const FILE = path.resolve(import.meta.dirname, '../README.md');
const BLOCK = /<!-- shell: (.*) -->\n```text\n([\s\S]*?)```/g;

/** `VMKBOT_README=write npx vitest run test/readme.test.ts` makes the blocks anew. */
test('what the README shows is what the program prints', async () => {
  const text = readFileSync(FILE, 'utf8');
  const blocks = [...text.matchAll(BLOCK)];
  expect(blocks.length).toBeGreaterThan(0);
  let fresh = text;
  for (const [block, script] of blocks) {
    const printed = await session(script!.split(' | '));
    fresh = fresh.replace(
      block,
      () => `<!-- shell: ${script} -->
\`\`\`text
${printed}\`\`\``,
    );
  }
  if (process.env.VMKBOT_README === 'write') writeFileSync(FILE, fresh);
  else expect(text).toBe(fresh);
});

/** The last line of a session as it was typed, and its answer. */
async function session(lines: readonly string[]): Promise<string> {
  const before = await printedBy(lines.slice(0, -1));
  const all = await printedBy(lines);
  return `${prompt(lines)}> ${lines.at(-1)}\n${all.slice(before.length)}`;
}

function prompt(lines: readonly string[]): string {
  return /^use (\S+)/.exec(lines[0]!)?.[1] ?? 'vmkbot';
}

async function printedBy(lines: readonly string[]): Promise<string> {
  const out = sink();
  await shell({ out: out.stream, err: out.stream, env: {} }, Readable.from([`${lines.join('\n')}\n`]));
  return out.text();
}
