import { expect, test } from 'vitest';
import { readApart } from '../../commands/seen.ts';
import { SAMPLES } from '../../src/samples/index.ts';

test('each of sixty inputs has a letter of its own, so that a line of evidence is of one of them', async () => {
  const text = SAMPLES[0]!.text;
  const seen = await readApart({
    captures: async () => Array.from({ length: 60 }, (_, i) => ({ name: `${i}`, text })),
  });
  const letters = seen.map(({ capture }) => capture);
  expect(letters.slice(0, 2)).toEqual(['A', 'B']);
  expect(letters.slice(25, 28)).toEqual(['Z', 'AA', 'AB']);
  expect(letters.slice(51, 53)).toEqual(['AZ', 'BA']);
  expect(new Set(letters).size).toBe(60);
});
