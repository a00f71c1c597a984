import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/core/rules/index.ts';
import { seedsPage, testOf } from '../src/core/seeds/page.ts';
import { SEED_PROBLEMS } from '../src/core/seeds/problems.ts';
import type { SeedRow } from '../src/core/seeds/row.ts';
import { SYMPTOMS } from '../src/core/why/symptoms/index.ts';
import { scenarios } from '../src/lab/scenarios/index.ts';
import { SAMPLES } from '../src/samples/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'docs/seeds.md');

const named = {
  rules: new Map([
    ...SYMPTOMS.map(({ id, summary }) => [id, summary.split(/(?<=[.:]) /)[0]!.replace(/:$/, '.')] as const),
    ...RULES.map(({ id, title }) => [id, title] as const),
  ]),
  scenarios: new Map([
    ...SAMPLES.map(({ name, about }) => [name, about] as const),
    ...scenarios().map(({ name, story }) => [name, story] as const),
  ]),
};

/** `VMKBOT_README=write npx vitest run test/seeds-page.test.ts` makes the page anew. */
test('the page of the published problems is what the program makes of rules, scenarios and tests', () => {
  const fresh = seedsPage(SEED_PROBLEMS, named);
  if (process.env.VMKBOT_README === 'write') writeFileSync(FILE, fresh);
  else expect(readFileSync(FILE, 'utf8')).toBe(fresh);
});

describe.each(SEED_PROBLEMS.map((row) => [row.id, row] as const))('%s', (_, row) => {
  test('has a rule or symptom, and a scenario or sample', () => {
    expect(named.rules.get(row.rule), row.rule).toMatch(/\w/);
    expect(named.scenarios.get(row.scenario), row.scenario).toMatch(/\w/);
    expect(row.problem).toMatch(/^\S.{20,}\.$/);
  });

  test('has a test of this name', () => {
    const { file, name } = testOf(row);
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    // As it stands in the file: a quote within a title is written with another kind of quote around it.
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toMatch(titled(name));
  });
});

function titled(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "\\\\?'");
  return new RegExp(`(?:test|it)(?:\\.each\\([\\s\\S]*?\\))?\\(\\s*(['"\`])${plain}\\1`);
}

const ROWS = path.join(ROOT, 'src/core/seeds/rows');

test.each(readdirSync(ROWS))('%s holds rows of the document that it is named after', async (file) => {
  const seed = /^(s00[0-4])(?:-[a-z]+)?\.ts$/.exec(file)?.[1]?.toUpperCase();
  const rows = Object.values<readonly SeedRow[]>(await import(path.join(ROWS, file))).flat();
  expect(rows.map((row) => row.seed)).toEqual(rows.map(() => seed));
  expect(SEED_PROBLEMS).toEqual(expect.arrayContaining(rows));
});

test('each problem has an id of its own', () => {
  const ids = SEED_PROBLEMS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
