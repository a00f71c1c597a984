import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base32 } from '@otplib/plugin-base32-scure';
import { crypto } from '@otplib/plugin-crypto-node';
import { generateSync } from '@otplib/totp';
import { expect, test } from 'vitest';
import { createCodes } from '../../src/otp/codes.ts';
import { openStore } from '../../src/store/index.ts';
import { program } from '../support/programs.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const env = { CODE_U2: SECRET };
const at = Date.now();
const code = generateSync({ secret: SECRET, crypto, base32, period: 30, epoch: Math.floor(at / 1000) });

test('one code at the same time, by several over one embedded store: it counts once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-otp-'));
  const store = await openStore(folder);
  const each = () => createCodes({ totp: { U2: { env: 'CODE_U2' } }, env, store, now: () => at });
  const judged = await Promise.all(Array.from({ length: 4 }, () => each().judge('U2', code)));
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  expect(judged.sort()).toEqual(['right', 'used', 'used', 'used']);
});

const named = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);

test.skipIf(redisMissing !== null)(
  named('one code at the same time, by two processes over one Redis: it counts once'),
  async () => {
    const server = await startRedis();
    const words = [program('codes-judge'), server.address, String(at), code];
    const children = [0, 1].map(() => spawn(process.execPath, words, { env: { ...process.env, ...env } }));
    const said = children.map(sayingOf);
    for (const each of said) await each.until('open');
    for (const { stdin } of children) stdin.write('go\n');
    await Promise.all(children.map((child) => once(child, 'close')));
    await server.stop();
    expect(said.map(({ lines }) => lines().at(-1)).sort()).toEqual(['right', 'used']);
  },
  60_000,
);

function sayingOf(child: ChildProcessWithoutNullStreams) {
  let text = '';
  child.stdout.on('data', (more: Buffer) => {
    text += more.toString();
  });
  child.stderr.resume();
  const lines = () => text.trim().split('\n');
  return {
    lines,
    async until(line: string): Promise<void> {
      while (!lines().includes(line)) await once(child.stdout, 'data');
    },
  };
}
