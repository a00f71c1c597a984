import { expect, test } from 'vitest';
import { read } from '../src/core/esxi/read.ts';
import { fixtures, spelledOut, spoken } from './esxi/fixtures.ts';

test.each(fixtures('hosts'))('$name', ({ text, expected }) => {
  const reading = read(text);
  expect(spoken(reading, expected)).toEqual(spelledOut(expected));
});
