import { expect, test } from 'vitest';
import { auditSteps, exportAudit, headOf, verifyAudit, verifyLines, withoutSecrets } from '../../src/changes/audit.ts';
import type { Json } from '../../src/store/store.ts';
import { safeJsonText } from '../../src/terminal/clean.ts';
import { MemoryStore } from '../support/memory-store.ts';

const draft = (i: number, detail: Json = { i }) => ({
  ...{ at: 1_000 + i, by: 'U1', what: 'asked' as const, phase: null, detail },
  ...{ change: `c-${i}`, host: 'esx-07', digest: 'sha256:0' },
});

async function recorded(count: number): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (let i = 1; i <= count; i++) await store.commit(auditSteps([draft(i)], await headOf(store)));
  return store;
}

async function linesOf(store: MemoryStore): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportAudit(store)) lines.push(line);
  return lines;
}

test('a record that nobody touched is whole, over pages, and so is its export', async () => {
  const store = await recorded(2_345);
  const { head } = (await verifyAudit(store)) as { head: { number: number; hash: string } };
  expect(head.number).toBe(2_345);
  expect(await verifyLines(await linesOf(store), head)).toEqual({ kind: 'whole', head });
});

test.each([
  ['a word of an entry', 4, (lines: string[]) => lines.map((line) => line.replace('"c-4"', '"c-9"'))],
  ['an entry taken out', 3, (lines: string[]) => lines.filter((_, i) => i !== 2)],
  ['two entries exchanged', 2, ([a, b, c, ...rest]: string[]) => [a!, c!, b!, ...rest]],
  ['an entry twice', 3, ([a, b, ...rest]: string[]) => [a!, b!, b!, ...rest]],
  ['half a line', 5, (lines: string[]) => lines.map((line, i) => (i === 4 ? line.slice(0, 40) : line))],
  ['the last line cut off', 6, (lines: string[]) => lines.slice(0, 5)],
  ['a key added', 1, (lines: string[]) => lines.map((line, i) => (i === 0 ? line.replace('{', '{"extra":1,') : line))],
  ['a key twice', 1, (lines: string[]) => lines.map((line, i) => (i === 0 ? line.replace('{', '{"by":"U9",') : line))],
  [
    'nested out of all bounds',
    7,
    (lines: string[]) => [...lines, `{"hash":"0","number":7,"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
  ],
  [
    'nested deeply',
    7,
    (lines: string[]) => [...lines, `{"hash":"0","number":7,"a":${'['.repeat(4e3)}${']'.repeat(4e3)}}`],
  ],
])('%s is named by its line', async (_, line, tamper) => {
  const store = await recorded(6);
  const { head } = (await verifyAudit(store)) as { head: { number: number; hash: string } };
  expect(await verifyLines(tamper(await linesOf(store)), head)).toMatchObject({ kind: 'tampered', line });
});

test('characters that a terminal must not show stand in an export as escapes, and it is whole', async () => {
  const store = new MemoryStore();
  const said = { why: '\u202e1.0.0.10 \u0007 \u{1f600} \\u202e "é" \ud800' };
  await store.commit(auditSteps([draft(1, said)], await headOf(store)));
  const lines = (await linesOf(store)).map(safeJsonText);
  expect(lines.join()).not.toContain('\u202e');
  expect(await verifyLines(lines)).toMatchObject({ kind: 'whole' });
});

test('who forges an entry and all behind it does not have the head', async () => {
  const [store, forged] = [await recorded(3), new MemoryStore()];
  for (let i = 1; i <= 3; i++) await forged.commit(auditSteps([draft(i, { i: 7 })], await headOf(forged)));
  const { head } = (await verifyAudit(store)) as { head: { number: number; hash: string } };
  expect(await verifyLines(await linesOf(forged))).toMatchObject({ kind: 'whole' });
  expect(await verifyLines(await linesOf(forged), head)).toMatchObject({ kind: 'tampered', line: 3 });
});

test('two who append at once: one of them is told to read again', async () => {
  const store = await recorded(1);
  const head = await headOf(store);
  expect(await store.commit(auditSteps([draft(2)], head))).toBe(true);
  expect(await store.commit(auditSteps([draft(3)], head))).toBe(false);
  expect(await verifyAudit(store)).toMatchObject({ kind: 'whole', head: { number: 2 } });
});

test('no secret is kept, wherever in an entry it stands', async () => {
  const secret = 'hunter2-is-long-enough';
  const detail = { ran: [{ output: `login ok\npassword: ${secret}` }], why: `--password=${secret}` };
  const store = new MemoryStore();
  await store.commit(auditSteps([draft(1, detail)], null));
  expect((await linesOf(store)).join('')).not.toContain(secret);
  expect(withoutSecrets({ a: ['10.0.0.7', 3, null, true] })).toEqual({ a: ['10.0.0.7', 3, null, true] });
});
