import { afterEach, describe, expect, test } from 'vitest';
import { armAndApply, ownerOf } from '../../src/core/plans/arm/arm.ts';
import type { Arming } from '../../src/core/plans/arm/arming.ts';
import { readArm, readConfirm, readState, readUndo } from '../../src/core/plans/arm/read.ts';
import { cleanText, confirmText, stateText, takeOverText, undoText } from '../../src/core/plans/arm/settle.ts';
import type { HostCommand } from '../../src/core/plans/host-command.ts';
import { type RouteEntry, undoSteps } from '../../src/core/plans/table.ts';
import { AshHost, SHELLS } from './ash-host.ts';

const STACK = 'defaultTcpipStack';
const ROWS = ['default  0.0.0.0  203.0.113.1  vmk0  MANUAL', '172.20.50.0  255.255.255.0  172.20.20.9  vmk1  MANUAL'];
const BEFORE: readonly RouteEntry[] = [
  { netstack: STACK, network: '0.0.0.0/0', gateway: '203.0.113.1' },
  { netstack: STACK, network: '172.20.50.0/24', gateway: '172.20.20.9' },
];
const TABLE = ['172.20.50.0 255.255.255.0 172.20.20.9', 'default 0.0.0.0 203.0.113.1'];
const ADDED = '172.20.40.0 255.255.255.0 172.20.20.1';

const ADD: HostCommand = { kind: 'route.add', netstack: STACK, network: '172.20.40.0/24', gateway: '172.20.20.1' };
const REPLACE: readonly HostCommand[] = [
  { kind: 'route.remove', netstack: STACK, network: '172.20.50.0/24', gateway: '172.20.20.9' },
  { kind: 'route.add', netstack: STACK, network: '172.20.50.0/24', gateway: '172.20.20.1' },
];
const GATEWAY: HostCommand = { kind: 'gateway.set', netstack: STACK, gateway: '203.0.113.254' };

const now = () => Math.floor(Date.now() / 1000);
const soon = () => ({ by: now() + 600, bare: false });

/** A timer that fires after some of a test's seconds: behind what is done first, also where the machine is busy. */
const SOON = { timer: 150 };

function arming(commands: readonly HostCommand[] = [ADD], more: Partial<Arming> = {}): Arming {
  const given = { id: 'c-7f3a', fence: 4, version: [7, 0, 3], timer: 3_000, startBy: now() + 600 };
  return { ...given, commands, undo: undoSteps(commands, BEFORE), ...more };
}

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(' ') })))('$name', ({ shell }) => {
  let host: AshHost;
  const open = () => {
    host = new AshHost(shell, ROWS);
    return host;
  };
  const state = async (id = 'c-7f3a') => readState(await host.run(stateText(id)))!;
  const settled = () => host.until(() => host.has('tmp/vmkbot.c-7f3a.undo'));
  const quiet = async () => {
    while ((await state()).timerRuns) await new Promise((done) => setTimeout(done, 20));
  };

  afterEach(async () => {
    // A timer that a test left is made to end before its folder goes.
    await host.run('for f in /tmp/vmkbot.*.pid; do kill -9 $(cat $f); done 2>/dev/null; :');
    host.close();
  });

  test('arms, applies, confirms, saves, and leaves nothing', async () => {
    open();
    const change = arming();
    expect(readArm(await host.run(armAndApply(change)), change.id)).toEqual({
      kind: 'applied',
      ran: [{ number: 1, status: 0, output: '' }],
    });
    expect(host.rows).toEqual([ADDED, ...TABLE]);
    expect(await state()).toMatchObject({
      armed: true,
      settled: null,
      timerRuns: true,
      arm: { fence: 4, timer: 3_000 },
      lock: { id: 'c-7f3a', fence: 4 },
      undo: null,
    });
    expect(readConfirm(await host.run(confirmText(change, soon())), change.id)).toEqual({
      kind: 'confirmed',
      saved: true,
    });
    expect(host.read('saved')).toContain('172.20.40.0');
    await quiet();
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    expect(host.files).toEqual([]);
    expect(host.rows).toEqual([ADDED, ...TABLE]);
  }, 90_000);

  test('a change that nobody confirms goes by itself', async () => {
    open();
    const change = arming([ADD], SOON);
    await host.run(armAndApply(change));
    await settled();
    expect(host.rows).toEqual(TABLE);
    expect(await state()).toMatchObject({ settled: 'timer', undo: { undone: true } });
    expect(readConfirm(await host.run(confirmText(change, soon())), change.id)).toEqual({
      kind: 'settled',
      by: 'timer',
    });
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('timer');
    expect(host.rows).toEqual(TABLE);
  }, 90_000);

  test.each([
    ['a replaced route', REPLACE, ['172.20.50.0 255.255.255.0 172.20.20.1', TABLE[1]]],
    ['a default gateway', [GATEWAY], [TABLE[0], 'default 0.0.0.0 203.0.113.254']],
  ] as const)(
    '%s comes back',
    async (_, commands, changed) => {
      open();
      await host.run(armAndApply(arming(commands, SOON)));
      expect(host.rows).toEqual(changed);
      await settled();
      expect(host.rows).toEqual(TABLE);
      expect((await state()).undo?.undone).toBe(true);
    },
    90_000,
  );

  test('takes back a confirmed change that did not prove right', async () => {
    open();
    const change = arming();
    await host.run(armAndApply(change));
    await host.run(confirmText(change, soon()));
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('undone');
    expect(host.rows).toEqual(TABLE);
    expect(host.read('saved')).not.toContain('172.20.40.0');
  }, 90_000);

  test('a second arm changes nothing, whoever sends it', async () => {
    open();
    const change = arming();
    await host.run(armAndApply(change));
    const again = readArm(await host.run(armAndApply({ ...change, fence: 5 })), change.id);
    expect(again).toMatchObject({ kind: 'refused', why: 'already-armed' });
    const other = await host.run(armAndApply(arming(REPLACE, { id: 'c-other' })));
    expect(readArm(other, 'c-other')).toEqual({ kind: 'refused', why: 'locked', holder: ownerOf(change) });
    expect(await state()).toMatchObject({ timerRuns: true, settled: null, arm: { fence: 4 } });
    expect(host.rows).toEqual([ADDED, ...TABLE]);
  }, 90_000);

  test('of twenty that arm at once, one applies', async () => {
    open();
    const texts = Array.from({ length: 20 }, (_, i) => armAndApply(arming([ADD], { id: `c-many-${i}` })));
    const answers = await Promise.all(texts.map((text) => host.run(text)));
    const kinds = answers.map((answer, i) => readArm(answer, `c-many-${i}`).kind);
    expect(kinds.filter((kind) => kind === 'applied')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(19);
    expect(host.read('history').match(/ipv4 add/g)).toHaveLength(1);
  }, 120_000);

  test('of twenty that settle at once with the timer, one decides', async () => {
    open();
    const change = arming([ADD], { timer: 10 });
    await host.run(armAndApply(change));
    await host.until(() => !host.has('tmp/vmkbot.c-7f3a.never') && host.has('tmp/vmkbot.c-7f3a.applied'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => host.run(confirmText(change, soon()))));
    const kinds = answers.map((answer) => readConfirm(answer, change.id).kind);
    const confirmed = kinds.filter((kind) => kind === 'confirmed').length;
    await quiet();
    expect(confirmed).toBeLessThanOrEqual(1);
    expect(host.rows).toEqual(confirmed === 1 ? [ADDED, ...TABLE] : TABLE);
  }, 120_000);

  test('applies nothing after its time, without a timer, or on a table that moved', async () => {
    open();
    const why = async (change: Arming) => readArm(await host.run(armAndApply(change)), change.id);
    expect(await why(arming([ADD], { startBy: now() - 5 }))).toMatchObject({ why: 'too-late' });
    host.write('table', `${ROWS.join('\n')}\n172.20.40.0  255.255.255.0  172.20.20.1  vmk1  MANUAL\n`);
    expect(await why(arming())).toMatchObject({ why: 'moved' });
    host.write('table', `${ROWS.join('\n')}\n`);
    host.write('esxcli.broken', '');
    expect(await why(arming())).toMatchObject({ why: 'no-listing' });
    host.remove('esxcli.broken');
    host.program('bin/setsid', 'exit 0');
    expect(await why(arming())).toMatchObject({ why: 'no-timer' });
    expect(host.rows).toEqual(TABLE);
    expect(host.read('history')).not.toMatch(/ipv4 add/);
    // What a late timer must find is all that is left.
    expect(host.files).toEqual(['vmkbot.c-7f3a.settled']);
  }, 120_000);

  test('a listing that takes too long comes too late to apply', async () => {
    open();
    const slow = arming([ADD], { startBy: now() + 1 });
    host.program('bin/date', 'if [ -e $HOST/history ]; then echo 99999999999; else echo 5; fi');
    expect(readArm(await host.run(armAndApply(slow)), slow.id)).toMatchObject({ why: 'too-late' });
    expect(host.rows).toEqual(TABLE);
  }, 90_000);

  test('a broken link stops nothing half-way', async () => {
    open();
    const change = arming();
    const text = armAndApply(change);
    await host.run(text, {
      async kill(pid) {
        await host.until(() => host.has('tmp/vmkbot.c-7f3a.armed'));
        for (const signal of ['SIGHUP', 'SIGPIPE', 'SIGTERM', 'SIGINT'] as const) process.kill(pid, signal);
      },
    });
    expect(await state()).toMatchObject({ armed: true, timerRuns: true, ran: [{ number: 1, status: 0 }] });
    expect(host.rows).toEqual([ADDED, ...TABLE]);
  }, 90_000);

  test('an apply that outlives the timer is undone all the same', async () => {
    open();
    host.write('held', '');
    const applying = host.run(armAndApply(arming([ADD], SOON)));
    await host.until(() => host.has('tmp/vmkbot.c-7f3a.settled'));
    host.remove('held');
    await applying;
    await settled();
    expect(host.rows).toEqual(TABLE);
    expect(host.read('history')).toMatch(/ipv4 add/);
  }, 90_000);

  test('a command that does not end: nothing is told as taken back, nor tidied, until it did', async () => {
    open();
    host.write('held', '');
    const change = arming([ADD], SOON);
    const applying = host.run(armAndApply(change));
    await settled();
    await quiet();
    expect(await state()).toMatchObject({ settled: 'timer', appliedAt: null, undo: { undone: false } });
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('not-undone');
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot busy');
    host.remove('held');
    await applying;
    expect(host.rows).toEqual([ADDED, ...TABLE]);
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('undone');
    expect(host.rows).toEqual(TABLE);
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    expect(host.files).toEqual([]);
  }, 300_000);

  test('a first command that ends late lets no second one follow, whoever tidied meanwhile', async () => {
    open();
    host.write('held', '');
    const change = arming(REPLACE, SOON);
    const applying = host.run(armAndApply(change));
    await settled();
    await quiet();
    // An hour behind its time its processes count as gone.
    host.program('bin/date', 'echo 99999999999');
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    expect(host.files).toEqual(['vmkbot.c-7f3a.settled']);
    host.remove('held');
    await applying;
    expect(host.rows).toEqual([TABLE[1]]);
    expect(host.read('history')).not.toMatch(/ipv4 add/);
  }, 90_000);

  test('of undos at once, one is at it; what a killed one left is taken over', async () => {
    open();
    const change = arming([ADD], { timer: 3000 });
    await host.run(armAndApply(change));
    host.write('held', '');
    const first = host.run(undoText(change, soon()), {
      async kill() {
        await host.until(() => host.has('tmp/vmkbot.c-7f3a.undoing/by'));
        expect(readUndo(await host.run(undoText(change, soon())))).toBe('busy');
        expect((await host.run(cleanText(change))).trim()).toBe('vmkbot busy');
        host.remove('held');
      },
    });
    expect(readUndo(await first)).toBe('undone');
    expect(host.rows).toEqual(TABLE);
    await host.run('mkdir /tmp/vmkbot.c-7f3a.undoing; sh -c "echo \\$\\$" >/tmp/vmkbot.c-7f3a.undoing/by');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => host.run(undoText(change, soon()))));
    expect(new Set(answers.map(readUndo))).toContain('undone');
    expect(answers.map(readUndo).every((answer) => answer === 'undone' || answer === 'busy')).toBe(true);
    await quiet();
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    expect(host.files).toEqual([]);
  }, 120_000);

  test('the number of a timer that ended is nobody else to wait for', async () => {
    open();
    const change = arming([ADD], { timer: 5 });
    await host.run(armAndApply(change));
    await settled();
    await host.until(() => !host.has('tmp/vmkbot.c-7f3a.pid'));
    // Killed before it could take its number away, and the number is another's.
    host.write('tmp/vmkbot.c-7f3a.pid', String(process.pid));
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot busy');
    host.program('bin/date', 'echo 99999999999');
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    expect(host.files).toEqual([]);
  }, 90_000);

  test('killed while it applies, the host still takes it back', async () => {
    open();
    host.write('slow', '0.3');
    await host.run(armAndApply(arming([ADD], SOON)), {
      async kill(pid) {
        await host.until(() => host.has('history') && host.read('history').includes('ipv4 add'));
        process.kill(pid, 'SIGKILL');
      },
    });
    await settled();
    expect(host.rows).toEqual(TABLE);
    expect((await state()).undo?.undone).toBe(true);
  }, 90_000);

  test('a /tmp that is full: nothing is changed, and no lock stays that names nobody', async () => {
    open();
    const change = arming();
    expect(readArm(await host.run(`trap '' 25; ulimit -f 0\n${armAndApply(change)}`), change.id)).toEqual({
      kind: 'refused',
      why: 'no-room',
      holder: null,
    });
    expect([host.rows, host.files]).toEqual([TABLE, []]);
    expect(readArm(await host.run(armAndApply(change)), change.id).kind).toBe('applied');
  }, 90_000);

  test('undoes by another way where hostd is down', async () => {
    open();
    await host.run(armAndApply(arming([ADD], SOON)));
    host.write('esxcli.broken', '');
    host.write('localcli.broken', '');
    await settled();
    expect(host.rows).toEqual(TABLE);
    expect((await state()).undo).toMatchObject({ undone: true, record: expect.stringContaining('way 3') });
  }, 120_000);

  test('undoes although esxcli hangs', async () => {
    open();
    await host.run(armAndApply(arming([ADD], SOON)));
    host.write('esxcli.down', '');
    await settled();
    expect(host.rows).toEqual(TABLE);
    expect((await state()).undo?.undone).toBe(true);
  }, 120_000);

  test('leaves alone what is not its own any more', async () => {
    open();
    await host.run(armAndApply(arming([GATEWAY], SOON)));
    host.write('table', `default  0.0.0.0  203.0.113.77  vmk0  MANUAL\n`);
    await settled();
    expect(host.rows).toEqual(['default 0.0.0.0 203.0.113.77']);
    expect((await state()).undo?.undone).toBe(false);
  }, 90_000);

  test('says so where it could not undo', async () => {
    open();
    await host.run(armAndApply(arming([ADD], SOON)));
    host.write('deaf', '');
    host.program('bin/esxcfg-route', 'if [ "$1" = -l ]; then echo Network; cat $HOST/table; fi');
    await settled();
    expect((await state()).undo?.undone).toBe(false);
  }, 90_000);

  test('a host that restarted holds nothing of it', async () => {
    open();
    const change = arming();
    await host.run(armAndApply(change));
    await host.run('kill -9 $(cat /tmp/vmkbot.c-7f3a.pid); rm -r -f /tmp/vmkbot.c-7f3a.* /tmp/vmkbot.lock');
    expect(readConfirm(await host.run(confirmText(change, soon())), change.id)).toEqual({ kind: 'gone' });
    expect(await state()).toMatchObject({ armed: false, lock: null, arm: null, timerRuns: false });
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('held');
    expect(host.rows).toEqual([ADDED, ...TABLE]);
    expect(readUndo(await host.run(undoText(change, { ...soon(), bare: true })))).toBe('undone');
    expect(host.rows).toEqual(TABLE);
    expect((await state()).lock).toMatchObject({ id: change.id });
  }, 90_000);

  test('what arrives late, or behind the end of its change, does nothing and leaves nothing', async () => {
    open();
    const change = arming();
    await host.run(armAndApply(change));
    const late = { by: now() - 1, bare: true };
    expect(readUndo(await host.run(undoText(change, late)))).toBe('late');
    expect(readConfirm(await host.run(confirmText(change, late)), change.id)).toEqual({ kind: 'late' });
    expect((await state()).settled).toBeNull();
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('undone');
    await quiet();
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot clean');
    const other = arming([ADD], { id: 'c-other' });
    await host.run(armAndApply(other));
    for (const bare of [false, true])
      expect(readUndo(await host.run(undoText(change, { ...soon(), bare })))).toBe('held');
    expect(host.rows).toEqual([ADDED, ...TABLE]);
    expect(host.files.filter((name) => name.includes(change.id))).toEqual([]);
    await host.run(confirmText(other, soon()));
    await host.until(() => !host.has('tmp/vmkbot.c-other.pid'));
    expect((await host.run(cleanText(other))).trim()).toBe('vmkbot clean');
    expect(readUndo(await host.run(undoText(change, soon())))).toBe('held');
    expect(host.rows).toEqual([ADDED, ...TABLE]);
    expect(host.files).toEqual([]);
  }, 120_000);

  test('a lock is taken over when its time is over, by one of many', async () => {
    open();
    const change = arming([ADD], { timer: 5 });
    await host.run(armAndApply(change));
    expect((await host.run(takeOverText(change))).trim()).toBe('vmkbot kept');
    await settled();
    host.program('bin/date', 'echo 99999999999');
    const answers = await Promise.all(Array.from({ length: 10 }, () => host.run(takeOverText(change))));
    expect(answers.filter((answer) => answer.trim() === 'vmkbot taken')).toHaveLength(1);
    expect(host.files).not.toContain('vmkbot.lock');
  }, 90_000);

  test('cleans nothing while a timer runs', async () => {
    open();
    const change = arming();
    await host.run(armAndApply(change));
    expect((await host.run(cleanText(change))).trim()).toBe('vmkbot busy');
    expect(await state()).toMatchObject({ armed: true, timerRuns: true });
  }, 90_000);
});

test('there is a shell to try it with', () => {
  expect(SHELLS.length).toBeGreaterThan(0);
});

test.each(['', 'A', 'a;b', '../x', 'c 1', 'c-$(id)'])('%j is no id of a change', (id) => {
  expect(() => armAndApply(arming([ADD], { id }))).toThrow('not the id');
});

test('nothing is armed that nothing takes back', () => {
  expect(() => armAndApply(arming([ADD], { undo: [] }))).toThrow('nothing takes back');
});

test('half of a text proves nothing', () => {
  expect(readState('vmkbot state 1\nvmkbot clock 5\nvmkbot armed\n')).toBeNull();
  expect(readArm('vmkbot status 1 0\n', 'c-1')).toEqual({ kind: 'not-understood' });
  expect(readConfirm('', 'c-1')).toEqual({ kind: 'not-understood' });
  expect(readUndo('Connection closed')).toBe('not-understood');
});

test('of what a command printed without end only so much is kept, and a verdict behind it counts', () => {
  const long = 'x'.repeat(180_000);
  const answer = readArm(`vmkbot status 1 1\n${long}\nvmkbot applied c-1\n`, 'c-1');
  expect(answer).toMatchObject({
    kind: 'applied',
    ran: [{ status: 1, output: expect.stringContaining('178000 letters more') }],
  });
  const state = readState(
    `vmkbot state 1\nvmkbot clock 5\nvmkbot file undo\npass\n${long}\nundone 1\nvmkbot end\nvmkbot done\n`,
  );
  expect(state?.undo?.undone).toBe(true);
  expect(JSON.stringify([answer, state]).length).toBeLessThan(6_000);
});

test('an answer that says two things is not understood', () => {
  const ran = 'vmkbot status 1 0\n\nvmkbot applied c-1\n';
  expect(readArm(ran, 'c-1').kind).toBe('applied');
  expect(readArm('vmkbot refused moved\nvmkbot holder \n', 'c-1')).toEqual({
    kind: 'refused',
    why: 'moved',
    holder: null,
  });
  for (const text of [
    `vmkbot refused moved\n${ran}`,
    `vmkbot refused moved\nvmkbot holder \n${ran}`,
    `${ran}vmkbot refused moved\nvmkbot holder \n`,
    `vmkbot status 1 0\nvmkbot refused moved\nvmkbot applied c-1\n`,
    `vmkbot applied c-1\n${ran}`,
    `vmkbot status 2 0\n\nvmkbot applied c-1\n`,
    `vmkbot status 1 0\n\n${ran}`,
    'vmkbot refused moved\n',
    'vmkbot refused moved\nvmkbot refused locked\n',
  ])
    expect([text, readArm(text, 'c-1').kind]).toEqual([text, 'not-understood']);
  expect(readConfirm('vmkbot confirmed c-1\nvmkbot saved 0\n', 'c-1').kind).toBe('confirmed');
  for (const text of ['vmkbot confirmed c-1\n', 'vmkbot gone\nvmkbot confirmed c-1\nvmkbot saved 0\n'])
    expect(readConfirm(text, 'c-1').kind).toBe('not-understood');
  for (const text of ['vmkbot undone 0\nvmkbot undone 1\n', 'vmkbot settled timer\nvmkbot undone 1'])
    expect(readUndo(text)).toBe('not-understood');
});
