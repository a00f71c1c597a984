import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { BackOff, inMemory } from '../../src/hosts/back-off.ts';
import type { Login } from '../../src/hosts/login.ts';
import { refusalFile } from '../../src/hosts/refusal-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-back-off-'));
const file = join(folder, 'password');
writeFileSync(file, 'a secret of the test');
afterAll(() => rmSync(folder, { recursive: true }));

const login: Login = {
  name: 'esx-07',
  address: '192.0.2.7',
  port: 22,
  user: 'root',
  credential: { kind: 'password', password: { file } },
};

/** Whether a login may be tried at this time. */
function may(backOff: BackOff): boolean {
  try {
    backOff.check(login);
    return true;
  } catch {
    return false;
  }
}

test('however often it is asked, and whatever is changed, no five refusals fall into 900 seconds', () => {
  const steps = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 400_000 }), change: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (list) => {
      let now = 1_800_000_000_000;
      let written = 1_700_000_000;
      const backOff = new BackOff(inMemory(), () => now);
      const refusals: number[] = [];
      for (const { wait, change } of list) {
        now += wait;
        if (change) utimesSync(file, ++written, written);
        if (!may(backOff)) continue;
        backOff.refused(login);
        refusals.push(now);
      }
      for (const [i, at] of refusals.entries()) if (i >= 4) expect(at - refusals[i - 4]!).toBeGreaterThan(900_000);
    }),
  );
});

test('the same credential is tried three times in all; a changed one goes at once', () => {
  let now = 0;
  const backOff = new BackOff(inMemory(), () => now);
  for (let i = 0; i < 3; i++) {
    expect(may(backOff)).toBe(true);
    expect(backOff.refused(login)).toBe(i === 2 ? null : 990_000);
    now += 1_000_000;
  }
  now += 100 * 86_400_000;
  expect(may(backOff)).toBe(false);
  utimesSync(file, 5, 5);
  expect(may(backOff)).toBe(true);
  backOff.accepted(login);
  expect(may(backOff)).toBe(true);
});

test('the file outlives the process, holds nothing of the secret, and may be damaged', () => {
  const now = () => 1_800_000_000_000;
  new BackOff(refusalFile(folder), now).refused(login);
  expect(may(new BackOff(refusalFile(folder), now))).toBe(false);
  const written = join(folder, 'refused-logins.json');
  expect(readFileSync(written, 'utf8')).not.toContain('secret');
  writeFileSync(written, '{"root@192.0.2.7:22": 4');
  expect(may(new BackOff(refusalFile(folder), now))).toBe(true);
});
