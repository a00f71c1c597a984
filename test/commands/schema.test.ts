import { describe, expect, test } from 'vitest';
import { jsonSchema, SCHEMAS } from '../../src/core/schemas/index.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { json, sample, typed } from '../support/terminal.ts';

const QUESTIONS: readonly (readonly string[])[] = [
  ['state'],
  ['check'],
  ['route', '8.8.8.8'],
  ['route', '10.62.4.50'],
  ['route', '10.1.1.1', '--stack', 'vmotion'],
  ['service', 'vmotion'],
  ['service', 'nfs', '10.62.4.50'],
  ['what-if', 'add 10.9.0.0/16 via 172.20.20.1'],
  ['what-if', 'gateway 10.31.8.254'],
  ['why', 'why does vMotion use vmk0'],
  ['why', "why can't 172.20.40.0/24 reach vmk1"],
  ['why', 'what if I add 10.9.0.0/16 via 10.0.0.1'],
  ['why', 'nonsense'],
  ['route', 'nowhere'],
];

describe.each(SAMPLES)('$name', ({ text }) => {
  test.each(QUESTIONS)('%s %s fits its published shape', async (...words) => {
    fits((await json(words, text)).json);
  });
});

test.each(QUESTIONS)('several hosts: %s %s fits its published shape', async (...words) => {
  fits((await json(words, sample('shared-vmotion'), sample('multi-stack'))).json);
});

test('a comparison fits its published shape', async () => {
  fits((await json(['compare'], sample('shared-vmotion'), sample('multi-stack'))).json);
});

test.each(Object.keys(SCHEMAS))('prints %s as JSON Schema', async (name) => {
  const { exit, out } = await typed(['schema', name]);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    title: `vmkbot/${name}/1`,
    properties: { schema: { const: `vmkbot/${name}/1` } },
  });
  expect(out).not.toContain('"additionalProperties": false');
  expect(JSON.parse(out)).toEqual(jsonSchema(name));
});

test('without a name lists the names', async () => {
  const { out } = await typed(['schema']);
  for (const name of Object.keys(SCHEMAS)) expect(out).toContain(`vmkbot/${name}/1`);
});

/** Parsing drops what a shape does not know, so equality tells that every field is published. */
function fits(answer: { schema: string }): void {
  const name = answer.schema.split('/')[1]!;
  expect(SCHEMAS[name]!.parse(answer)).toEqual(answer);
}
