import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERBS } from '../commands/index.ts';
import { PARSERS } from '../src/core/esxi/parsers/index.ts';
import { RULES } from '../src/core/rules/index.ts';
import { SCHEMAS } from '../src/core/schemas/index.ts';
import { services } from '../src/core/services/index.ts';
import { SERVICES } from '../src/core/services/service.ts';
import { SOURCES } from '../src/core/sources.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

const names = (folder: string, ending: string) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();

const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Files in a folder of one-thing-a-file that are not such a thing themselves. */
const things = (folder: string, call: RegExp) =>
  names(folder, '.ts').filter((name) => call.test(text(`${folder}/${name}.ts`)));

describe('rules', () => {
  const ids = RULES.map(({ id }) => id);

  test('each file is in the index, under its own name', () => {
    expect(things('src/core/rules', /= rule\(\{/)).toEqual(ids.toSorted());
  });

  test.each(RULES)('$id has a test with a state where it is silent and one where it speaks', ({ id }) => {
    const tested = text(`test/rules/${id}.test.ts`);
    expect(tested).toMatch(/\bfine: /);
    expect(tested).toMatch(/\bfound: /);
  });

  test.each(RULES)('$id has a source, and follows only rules there are', ({ sources, follows = [] }) => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((key) => !(key in SOURCES))).toEqual([]);
    expect(follows.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('services', () => {
  test('each file is in the index, under its own name', () => {
    expect(services.map(({ name }) => name).toSorted()).toEqual([...SERVICES].toSorted());
    expect(things('src/core/services', /: Service = \{/)).toEqual([...SERVICES].toSorted());
  });

  test.each(services)('$name has a test, and a source for each version range', ({ name, versions }) => {
    expect(existsSync(path.join(ROOT, `test/services/${name}.test.ts`)), `test/services/${name}.test.ts`).toBe(true);
    expect(versions.length).toBeGreaterThan(0);
    for (const { rule, sources } of versions) expect(sources.length, rule).toBeGreaterThan(0);
  });
});

describe('verbs', () => {
  test('each file is in the index, under its own name', async () => {
    expect(things('commands', /= command\(\{/)).toEqual(Object.keys(VERBS).toSorted());
    for (const [name, load] of Object.entries(VERBS)) expect((await load()).name).toBe(name);
  });

  test.each(Object.keys(VERBS))('%s has a test, a row of the README, and examples that begin with it', async (name) => {
    expect(existsSync(path.join(ROOT, `test/commands/${name}.test.ts`)), `test/commands/${name}.test.ts`).toBe(true);
    const { examples, usage } = await VERBS[name]!();
    for (const words of [usage, ...examples]) expect(words).toMatch(new RegExp(`^${name}\\b`));
    expect(examples.length).toBeGreaterThan(0);
    expect(text('README.md'), 'a row of the README').toMatch(new RegExp(`^\\| \`${name}\\b`, 'm'));
  });
});

describe('parsers', () => {
  const fixtures = path.join(ROOT, 'test/fixtures/parsers');

  test('each file is in the index, under its own name', () => {
    expect(things('src/core/esxi/parsers', /: Parser = \{/)).toEqual(PARSERS.map(({ id }) => id).toSorted());
  });

  test.each(PARSERS)('$id has fixtures in pairs, one of them broken', ({ id }) => {
    const files = existsSync(path.join(fixtures, id)) ? readdirSync(path.join(fixtures, id)) : [];
    const cases = files.filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4));
    expect(cases.length, `test/fixtures/parsers/${id} holds no case`).toBeGreaterThan(0);
    expect(files.toSorted()).toEqual(cases.flatMap((name) => [`${name}.json`, `${name}.txt`]).toSorted());
    expect(cases.filter((name) => !/^[\w.]+--[\w-]+$/.test(name))).toEqual([]);
    expect(
      cases.some((name) => /--broken/.test(name)),
      `${id} has no broken case`,
    ).toBe(true);
  });

  test('no fixture is left of a parser that is gone', () => {
    expect(readdirSync(fixtures).filter((folder) => !PARSERS.some(({ id }) => id === folder))).toEqual([]);
  });
});

describe('shapes', () => {
  test('each schema is named as its answer names it', () => {
    for (const [name, shape] of Object.entries(SCHEMAS)) {
      expect(
        shape.safeParse({ schema: `vmkbot/${name}/2` }).error?.issues.some(({ path: at }) => at[0] === 'schema'),
      ).toBe(true);
      expect(
        shape.safeParse({ schema: `vmkbot/${name}/1` }).error?.issues.some(({ path: at }) => at[0] === 'schema') ??
          false,
      ).toBe(false);
    }
  });
});
