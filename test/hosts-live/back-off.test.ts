import { setMaxListeners } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { BackOff, inMemory } from '../../src/hosts/back-off.ts';
import { lockFile } from '../../src/hosts/lock-file.ts';
import type { Login } from '../../src/hosts/login.ts';
import { recordFiles, recordsFolder } from '../../src/hosts/login-record-files.ts';
import { faultOf } from '../support/live.ts';

const root = mkdtempSync(join(tmpdir(), 'vmkbot-back-off-'));
let folders = 0;
const newFolder = () => join(root, String(++folders));
afterAll(() => rmSync(root, { recursive: true }));

const PIN = `SHA256:${'q'.repeat(43)}`;
const OTHER_PIN = `SHA256:${'r'.repeat(43)}`;
const login: Login = {
  name: 'esx-07',
  address: '192.0.2.7',
  port: 22,
  user: 'root',
  credential: { kind: 'agent' },
  hostKey: PIN,
};
const MINUTE = 60_000;
const forever = new AbortController().signal;
setMaxListeners(0, forever); // as many logins wait under it as a test likes
const reserve = (backOff: BackOff, mark = 'a', to = login) => backOff.reserve(to, mark, forever);

/** Whether a login may be tried at this time. */
function may(backOff: BackOff, mark = 'a', to = login): boolean {
  try {
    backOff.check(to, mark);
    return true;
  } catch {
    return false;
  }
}

test('however often it is asked, and whatever is changed or breaks, no five logins fail within 900 seconds', async () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 400_000 }),
    mark: fc.constantFrom('a', 'b', 'c', 'd'),
    end: fc.constantFrom('refused', 'leave', 'crash', 'withdraw'),
    forChange: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let now = 1_800_000_000_000;
      const records = inMemory();
      let backOff = new BackOff(records, () => now);
      const shown: number[] = [];
      for (const { wait, mark, end, forChange } of steps) {
        now += wait;
        const attempt = await reserve(forChange ? backOff.allowing(9) : backOff, mark).catch(() => undefined);
        if (attempt === undefined) continue;
        if (end === 'crash') backOff = new BackOff(records, () => now);
        else attempt[end]();
        if (end !== 'withdraw') shown.push(now);
      }
      for (const [i, at] of shown.entries()) if (i >= 4) expect(at - shown[i - 4]!).toBeGreaterThan(900_000);
    }),
  );
});

describe('a refused credential', () => {
  test('waits, is tried three times in all and then rests for a day; a changed one goes at once', async () => {
    let now = 0;
    const backOff = new BackOff(inMemory(), () => now);
    for (const wait of [990_000, 990_000, 24 * 60 * MINUTE]) {
      expect((await reserve(backOff)).refused()).toBe(wait);
      now += 17 * MINUTE;
    }
    now += 23 * 60 * MINUTE;
    expect([may(backOff), may(backOff, 'changed')]).toEqual([false, true]);
    now += 60 * MINUTE;
    expect(may(backOff)).toBe(true);
  });

  test('is forgotten once one was accepted', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    (await reserve(backOff)).refused();
    expect(may(backOff)).toBe(false);
    (await reserve(backOff, 'b')).accepted();
    expect(may(backOff)).toBe(true);
  });

  test('is told with the host that refused it', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    (await reserve(backOff)).refused();
    expect(() => backOff.check(login, 'a')).toThrow(/^esx-07 refused the login of root before, so I did not try again/);
    expect(() => backOff.check({ ...login, name: 'esx-07b' }, 'a')).toThrow(
      /^esx-07, which has the host key of esx-07b, refused the login of root before/,
    );
  });

  test('of one host says nothing of another at the same private address', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    (await reserve(backOff)).refused();
    expect(may(backOff, 'a', { ...login, hostKey: OTHER_PIN })).toBe(true);
    expect(may(backOff, 'a', { ...login, address: '198.51.100.7', port: 2222 })).toBe(false);
  });
});

describe('logins at the same time', () => {
  test('go one by one: after the first refusal the others are not tried', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    let shown = 0;
    const one = async () => {
      const attempt = await reserve(backOff);
      shown += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      attempt.refused();
    };
    const ends = await Promise.allSettled(Array.from({ length: 6 }, one));
    expect(shown).toBe(1);
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  });

  test('with a credential that was accepted go three at a time, and still lock nothing once it is wrong', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    (await reserve(backOff)).accepted();
    let flying = 0;
    let most = 0;
    let refused = 0;
    const one = async () => {
      const attempt = await reserve(backOff);
      most = Math.max(most, ++flying);
      await new Promise((resolve) => setTimeout(resolve, 5));
      flying -= 1;
      refused += 1;
      attempt.refused();
    };
    await Promise.allSettled(Array.from({ length: 12 }, one));
    expect([most, refused]).toEqual([3, 3]);
  });

  test('that are cancelled while they wait leave the turn to others', async () => {
    const backOff = new BackOff(inMemory(), () => 0);
    const first = await reserve(backOff);
    const control = new AbortController();
    const gone = faultOf(backOff.reserve(login, 'a', control.signal));
    const second = reserve(backOff);
    control.abort();
    expect((await gone).code).toBe('cancelled');
    first.accepted();
    (await second).accepted();
  });
});

describe('records in files', () => {
  const open = (folder: string, now = () => 1_800_000_000_000) => new BackOff(recordFiles(folder), now);

  test('outlive a process that ended in the middle of a login', async () => {
    const folder = newFolder();
    let now = 1_800_000_000_000;
    for (let i = 0; i < 3; i++) {
      await reserve(open(folder, () => now)); // ends without a word
      for (const name of readdirSync(folder)) if (name.endsWith('.lock')) rmSync(join(folder, name));
      now += 1000;
    }
    expect(await faultOf(reserve(open(folder, () => now)))).toMatchObject({ code: 'login-waits' });
    now += 990_000;
    (await reserve(open(folder, () => now))).accepted();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('are held by one process at a time', async () => {
    const folder = newFolder();
    const first = await reserve(open(folder));
    const second = reserve(open(folder));
    first.refused();
    expect(await faultOf(second)).toMatchObject({ code: 'login-waits' });
  });

  test('that are damaged count as refusals', async () => {
    const folder = newFolder();
    (await reserve(open(folder, Date.now))).refused();
    const [name] = readdirSync(folder);
    for (const damage of ['', '{"host": "esx-07", "sho', '{}', '[]', 'null']) {
      writeFileSync(join(folder, name!), damage);
      const fault = await faultOf(reserve(open(folder, Date.now), 'b'));
      expect(fault).toMatchObject({ code: 'login-record', exit: 3, message: expect.stringContaining(name!) });
      const later = open(folder, () => Date.now() + 17 * MINUTE);
      expect(may(later, 'b')).toBe(true);
    }
  });

  test('that cannot be kept mean no login', async () => {
    const folder = newFolder();
    mkdirSync(root, { recursive: true });
    writeFileSync(folder, 'a file');
    expect(may(open(folder))).toBe(true); // no refusal is known of; the login itself is stopped
    expect(await faultOf(reserve(open(folder)))).toMatchObject({ code: 'login-record', exit: 2 });
    if (process.platform !== 'linux') return;
    expect(await faultOf(reserve(open('/proc/nowhere')))).toMatchObject({ code: 'login-record', exit: 2 });
  });

  test('hold nothing of a credential but its mark', async () => {
    const folder = newFolder();
    (await reserve(open(folder), 'the-mark')).refused();
    const written = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8'));
    expect(Object.keys(written).sort()).toEqual(['account', 'host', 'shown']);
    expect(written.shown).toEqual([
      { id: expect.any(String), at: 1_800_000_000_000, mark: 'the-mark', end: 'refused' },
    ]);
  });

  test.each([
    [{ VMKBOT_STORE: '/srv/vmkbot', HOME: '/home/ops' }, '/srv/vmkbot/logins'],
    [{ VMKBOT_STORE: 'redis://127.0.0.1', HOME: '/home/ops' }, '/home/ops/.local/state/vmkbot/logins'],
    [{ HOME: '/home/ops' }, '/home/ops/.local/state/vmkbot/logins'],
    [{ HOME: '/home/ops', XDG_STATE_HOME: '/var/state' }, '/var/state/vmkbot/logins'],
  ])('lie where no working directory matters: %j', (env, folder) => expect(recordsFolder(env)).toBe(folder));
});

describe('a lock', () => {
  test('of a process that is gone, or of long ago, is taken away', async () => {
    const file = join(root, 'stale.lock');
    const gone = { pid: 2 ** 30, machine: hostname(), token: 'x' };
    writeFileSync(file, JSON.stringify(gone));
    (await lockFile(file, undefined))();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('of one that runs is waited for, until that is cancelled', async () => {
    const file = join(root, 'held.lock');
    const release = await lockFile(file, undefined);
    const control = new AbortController();
    const second = faultOf(lockFile(file, control.signal));
    setTimeout(() => control.abort(), 30);
    expect((await second).code).toBe('cancelled');
    release();
    (await lockFile(file, undefined))();
  });
});

test('who may be refused twice is let try once more, on the same record as all the others', async () => {
  const [backOff, forChanges] = [new BackOff(inMemory(), () => 1_800_000_000_000)].flatMap((one) => [
    one,
    one.allowing(2),
  ]);
  (await reserve(forChanges!)).refused();
  expect([may(backOff!), may(forChanges!)]).toEqual([false, true]);
  (await reserve(forChanges!)).refused();
  expect([may(backOff!), may(forChanges!)]).toEqual([false, false]);
});
