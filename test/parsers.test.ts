import { describe, expect, test } from 'vitest';
import { PARSERS } from '../src/core/esxi/parsers/index.ts';
import { read } from '../src/core/esxi/read.ts';
import { fixtures, spelledOut, spoken } from './esxi/fixtures.ts';

const all = fixtures('parsers');

describe.each(PARSERS.map(({ id }) => id))('%s', (id) => {
  const own = all.filter(({ name }) => name.startsWith(`parsers/${id}/`));

  test.each(own)('$name', ({ text, expected }) => {
    const reading = read(text);
    expect(spoken(reading, expected)).toEqual(spelledOut(expected));
  });

  test('is shown whole, empty and broken', () => {
    const cases = own.map(({ name }) => name.split('--')[1]);
    expect(cases).toEqual(expect.arrayContaining(['empty', 'broken']));
    expect(cases.length).toBeGreaterThan(2);
  });
});

test('every fixture belongs to a parser', () => {
  const ids = new Set(PARSERS.map(({ id }) => id));
  expect(all.filter(({ name }) => !ids.has(name.split('/')[1]!)).map(({ name }) => name)).toEqual([]);
});
