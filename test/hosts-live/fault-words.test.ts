import { describe, expect, test } from 'vitest';
import * as faults from '../../src/hosts/fault.ts';
import { foreign, foreignList } from '../../src/hosts/foreign.ts';
import type { Login } from '../../src/hosts/login.ts';

const login: Login = { name: 'esx-07', address: '192.0.2.7', port: 22, user: 'root', credential: { kind: 'agent' } };
const bastion: Login = { ...login, name: 'bastion' };
/** What a hostile host says: long, of several lines, and with what steers a terminal or turns text around. */
const SAID = `\u001b]0;owned\u0007first\r\nsecond\u202e\u009b31m ${'x'.repeat(10_000)}`;
const MANY = Array.from({ length: 1000 }, () => SAID);

test.each([
  ['protocolFault', faults.protocolFault(login, 'key exchange', SAID)],
  ['methodsNotOffered', faults.methodsNotOffered(login, 'key', MANY)],
  ['secondFactor', faults.secondFactor(login, 'key', MANY)],
  ['unknownPrompt', faults.unknownPrompt(login, MANY)],
  ['noShell', faults.noShell(login, SAID)],
  ['jumpRefused', faults.jumpRefused(login, bastion, SAID)],
])("%s quotes little of the host's words, on one line", (_, { message }) => {
  expect(message.length).toBeLessThan(1000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(message).toContain('first second');
});

describe('words of a host', () => {
  test('are left as they are where they are plain and short', () => {
    expect(foreign('Permission denied (root)')).toBe('Permission denied (root)');
    expect(foreign('x'.repeat(120))).toBe('x'.repeat(120));
    expect(foreign('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`);
  });

  test('are five at most, and the rest is counted', () => {
    expect(foreignList(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
    expect(foreignList(['a', 'b', 'c', 'd', 'e', 'f', 'g'], '"')).toBe('"a", "b", "c", "d", "e", and 2 more');
  });
});

test.each([
  ['(SSH) Channel open failure: Connection refused', ': Connection refused.'],
  ['(SSH) Channel open failure: ', '.'],
  ['(SSH) Channel open failure', '.'],
  ['no answer within 10 s', ': no answer within 10 s.'],
])('a jump that is refused with %j', (said, end) => {
  expect(faults.jumpRefused(login, bastion, said).message).toBe(
    `bastion did not pass the connection on to esx-07 (192.0.2.7:22)${end}`,
  );
});
