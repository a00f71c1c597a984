import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base32 } from '@otplib/plugin-base32-scure';
import { crypto } from '@otplib/plugin-crypto-node';
import { generateSync } from '@otplib/totp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCodes } from '../../src/otp/codes.ts';
import { MemoryStore } from '../support/memory-store.ts';

/** The secret of RFC 6238's test vectors. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const OTHER = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
const START = 1_111_111_080_000;

let at: number;
let folder: string;
let store: MemoryStore;
beforeEach(() => {
  at = START;
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-otp-'));
  store = new MemoryStore(() => at);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = { CODE_U2: SECRET, CODE_U3: OTHER, CODE_ODD: `${'A'.repeat(26)}B` };
const totp = { U2: { env: 'CODE_U2' }, U3: { env: 'CODE_U3' }, U4: { env: 'NOT_SET' }, U5: { env: 'CODE_ODD' } };
const codes = (places: Parameters<typeof createCodes>[0]['totp'] = totp) =>
  createCodes({ totp: places, env, store, now: () => at });
const codeAt = (ms: number, secret = SECRET) =>
  generateSync({ secret, crypto, base32, period: 30, epoch: Math.floor(ms / 1000) });

describe('a code', () => {
  test('is that of RFC 6238', async () => {
    at = 1_111_111_109_000;
    expect(await codes().judge('U2', '081804')).toBe('right');
  });

  test.each([
    [-30_000, 'right'],
    [30_000, 'right'],
    [-60_000, 'wrong'],
    [60_000, 'wrong'],
  ])('of %i ms from now is %s', async (away, judged) => {
    expect(await codes().judge('U2', codeAt(at + away))).toBe(judged);
  });

  test.each([null, '', ' '])('that was not typed is none: %j', async (typed) => {
    expect(await codes().judge('U2', typed)).toBe('none');
  });

  test('is typed as phones show it', async () => {
    const code = codeAt(at);
    expect(await codes().judge('U2', ` ${code.slice(0, 3)} ${code.slice(3)}\n`)).toBe('right');
  });

  test.each(['12345', '1234567', 'abcdef', '１２３４５６', '000000'])('that is none is wrong: %s', async (typed) => {
    expect(await codes().judge('U2', typed)).toBe('wrong');
  });

  test('of somebody else is wrong', async () => {
    expect(await codes().judge('U2', codeAt(at, OTHER))).toBe('wrong');
  });

  test('counts once, and so does none before it', async () => {
    expect(await codes().judge('U2', codeAt(at))).toBe('right');
    expect(await codes().judge('U2', codeAt(at))).toBe('used');
    expect(await codes().judge('U2', codeAt(at - 30_000))).toBe('used');
    at += 30_000;
    expect(await codes().judge('U2', codeAt(at))).toBe('right');
  });

  test('of one person leaves that of another alone', async () => {
    expect(await codes().judge('U2', codeAt(at))).toBe('right');
    expect(await codes().judge('U3', codeAt(at, OTHER))).toBe('right');
  });
});

test('count by our clock, however far ahead the clock of the store is', async () => {
  store = new MemoryStore(() => at + 3_600_000);
  expect(await codes().judge('U2', codeAt(at))).toBe('right');
  for (let i = 0; i < 5; i++) expect(await codes().judge('U2', codeAt(at))).toBe('used');
  await expect(codes().judge('U2', codeAt(at + 30_000))).rejects.toMatchObject({ code: 'codes-too-many' });
});

describe('wrong ones', () => {
  test('are five in five minutes; then no code counts until the first is old', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await codes().judge('U2', '000000')).toBe('wrong');
      at += 30_000;
    }
    await expect(codes().judge('U2', codeAt(at))).rejects.toMatchObject({
      code: 'codes-too-many',
      next: expect.stringContaining('in 3 minutes'),
    });
    expect(await codes().judge('U3', codeAt(at, OTHER))).toBe('right');
    at = START + 5 * 60_000;
    expect(await codes().judge('U2', codeAt(at))).toBe('right');
  });

  test('of fifty at the same time five are judged', async () => {
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => codes().judge('U2', '000000')));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });
});

describe('a secret', () => {
  const word = (fault: unknown) => JSON.stringify(fault, ['code', 'message', 'next', 'stack', 'cause']);

  test('in a file counts, as apps show it', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq====\n');
    expect(await codes({ U9: { file } }).judge('U9', codeAt(at))).toBe('right');
  });

  test.each([
    ['of nobody', 'U9', 'codes-none'],
    ['of nobody, by a name that every object has', 'constructor', 'codes-none'],
    ['that is not there', 'U4', 'codes-unusable'],
    ['that is no whole number of bytes', 'U5', 'codes-unusable'],
  ])('%s is a problem, and not a wrong code', async (_, user, code) => {
    for (let i = 0; i < 7; i++) await expect(codes().judge(user, '123456')).rejects.toMatchObject({ code });
  });

  test('and a code are in no error and not in the store', async () => {
    const said: string[] = [];
    for (const user of ['U2', 'U4', 'U5', 'U9'])
      for (let i = 0; i < 6; i++)
        await codes()
          .judge(user, '424242')
          .catch((fault) => said.push(word(fault)));
    await codes().judge('U3', codeAt(at, OTHER));
    said.push(JSON.stringify(await store.list('')));
    expect(said).toHaveLength(20);
    for (const secret of [...Object.values(env), '424242', codeAt(at, OTHER)])
      expect(said.join()).not.toContain(secret);
  });
});

test('without the store no code counts', async () => {
  store.down = true;
  await expect(codes().judge('U2', codeAt(at))).rejects.toMatchObject({ code: 'store' });
});
