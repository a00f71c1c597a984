import { expect, test } from 'vitest';
import { clean, safeJson } from '../../src/terminal/clean.ts';

/** Every character that is not seen: controls, direction marks, joiners, tags, separators. */
const UNSEEN = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character));

test('no unseen character reaches the terminal', () => {
  expect(UNSEEN.length).toBeGreaterThan(200);
  const told = UNSEEN.filter((character) => !['', ' '].includes(clean(character)));
  expect(told.map((character) => character.codePointAt(0)!.toString(16))).toEqual([]);
});

test('JSON keeps them as escapes', () => {
  const all = UNSEEN.join('a');
  const json = safeJson({ all });
  expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(json)).toBe(false);
  expect(JSON.parse(json)).toEqual({ all });
});

test('what people write stays', () => {
  const text = 'Büro 東京 – “vmk0” 😀 10.0.0.1';
  expect(clean(text)).toBe(text);
  expect(safeJson(text)).toBe(`"${text}"`);
});

test('an escape sequence goes whole', () => {
  expect(clean('\u001b]0;owned\u0007\u001b[31mred\u001b[0m\tvmk0')).toBe('red vmk0');
});
