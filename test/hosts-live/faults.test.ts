import { afterEach, describe, expect, test } from 'vitest';
import type { Need } from '../../src/core/esxi/needs.ts';
import { read } from '../../src/core/esxi/read.ts';
import { type Collected, collect } from '../../src/hosts/collect.ts';
import type { Limits } from '../../src/hosts/limits.ts';
import type { Login } from '../../src/hosts/login.ts';
import { Pool } from '../../src/hosts/pool.ts';
import { type Connection, connect, type Surroundings } from '../../src/hosts/ssh.ts';
import { type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { around, faultOf, leavesNothingOpen, timed } from '../support/live.ts';

const PASSWORD = 'lab';
const env = { LAB_PASSWORD: PASSWORD, WRONG_PASSWORD: 'not-the-password' };
const QUICK: Partial<Limits> = { connect: 700, login: 700, command: 700 };

const loginTo = (host: SimulatedHost, more: Partial<Login> = {}): Login => ({
  name: 'esx-07',
  address: '127.0.0.1',
  port: host.port,
  user: 'root',
  credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
  hostKey: host.hostKeyFingerprint,
  ...more,
});

/** Far above the limits of these tests, however busy the machine is, and far below those of the product. */
const BOUND = 10_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { value, ms } = await timed(() => work);
  expect(ms).toBeLessThan(BOUND);
  return value;
}

/** A host with a fault, for as long as the body runs; afterwards nothing is open and nothing runs, on either side. */
function withHost(body: (host: SimulatedHost) => Promise<void>): Promise<void> {
  return leavesNothingOpen(async () => {
    const host = await startHost();
    try {
      await body(host);
      await soon(() => host.connections() === 0 && host.processes().length === 0);
      expect({ connections: host.connections(), processes: host.processes() }).toEqual({
        connections: 0,
        processes: [],
      });
    } finally {
      await host.close();
    }
  });
}

async function soon(done: () => boolean): Promise<void> {
  for (let i = 0; i < 120 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
}

function readOver(
  connection: Connection,
  { limits, signal }: Surroundings,
  needs: readonly Need[] = ['vmknics', 'routes', 'uplinks'],
): Promise<Collected> {
  return collect(connection, { limits, signal, now: Date.now, needs });
}

async function readHost(login: Login, surroundings: Surroundings): Promise<Collected> {
  const connection = await connect(login, surroundings);
  try {
    return await readOver(connection, surroundings);
  } finally {
    await connection.close();
  }
}

describe('a host that cannot be reached', () => {
  test('dead: nothing listens', () =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.dead = true;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-refused', exit: 3 });
      expect(fault.message).toBe(`esx-07 (127.0.0.1:${host.port}) refused the connection: nothing listens there.`);
      expect(fault.next).toContain('SSH service (TSM-SSH) runs');
    }));

  test.each(['banner', 'kex', 'auth'] as const)('hangs at %s: given up after the time for a login', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.hang = at;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      expect(fault.message).toMatch(
        /^esx-07 \(.+\) accepted the connection and then fell silent .+; I gave up after 0\.7 s\.$/,
      );
    }),
  );

  test.each(['banner', 'kex', 'auth'] as const)('drops at %s', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.drop = at;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-cut-off', exit: 3 });
      expect(fault.message).toMatch(/^esx-07 \(.+\) closed the connection (before|in the middle)/);
    }),
  );

  test('cut off by a change: the connection is accepted, and then no packet comes back', () =>
    withHost(async (host) => {
      host.faults.cutOff = true;
      const fault = await inTime(faultOf(readHost(loginTo(host), around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      expect(fault.message).toMatch(/then fell silent before it said that it speaks SSH; I gave up after 0\.7 s\.$/);
    }));

  test('shows another key: stopped before the login, with both fingerprints', () =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.changedKey = true;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-key-mismatch', exit: 3 });
      expect(fault.message).toBe(
        `esx-07 (127.0.0.1:${host.port}) shows the host key ${host.hostKeyFingerprint}, and the configuration pins ${login.hostKey}. I stopped before the login.`,
      );
      expect(fault.next).toContain(`hostKey: ${host.hostKeyFingerprint}`);
      expect(host.hostKeyFingerprint).not.toBe(login.hostKey);
      expect(host.history).toEqual([]);
    }));
});

describe('a login', () => {
  test('refused is shown once, and the account is never locked by asking again', () =>
    withHost(async (host) => {
      const login = loginTo(host, { credential: { kind: 'password', password: { env: 'WRONG_PASSWORD' } } });
      const surroundings = around(QUICK, { env });
      const fault = await inTime(faultOf(readHost(login, surroundings)));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(fault.message).toBe('esx-07 refused the login of root by password.');
      for (let i = 0; i < 10; i++) {
        expect(await faultOf(readHost(login, surroundings))).toMatchObject({ code: 'login-waits', exit: 3 });
      }
      expect(host.lockedOut('root')).toBe(false);
    }));

  test('refused by the host whatever is shown: told with what to check, and for how long it rests', () =>
    withHost(async (host) => {
      host.faults.refuseAuth = true;
      const fault = await inTime(faultOf(readHost(loginTo(host), around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(fault.message).toBe('esx-07 refused the login of root by password.');
      expect(fault.next).toContain('Check the user and its credential, and whether lockdown admits it.');
      expect(fault.next).toContain('I do not try it again for 17 min, unless it is changed.');
    }));

  test('by keyboard-interactive alone, with the prompt that names user and host, reads all', () =>
    withHost(async (host) => {
      host.faults.keyboardInteractiveOnly = true;
      const connection = await inTime(connect(loginTo(host), around(QUICK, { env })));
      expect(connection.method).toBe('keyboard-interactive');
      const { notes } = await inTime(readOver(connection, around(QUICK, { env })));
      expect(notes).toEqual([]);
      await connection.close();
    }));
});

/** The commands in a transcript. */
const commandsIn = (transcript: string) =>
  [...transcript.matchAll(/^\[\w+@[\w.-]+:~\] (.*)$/gm)].map(([, words]) => words!);

describe('a read', () => {
  test('without a fault says nothing of the way it was done', () =>
    withHost(async (host) => {
      const { transcript, notes } = await readHost(loginTo(host), around(QUICK, { env }));
      expect(notes).toEqual([]);
      expect(read(transcript).hosts[0]).toMatchObject({ host: { name: 'esx-07', version: '7.0.3' } });
      expect(read(transcript).unread).toEqual([]);
    }));

  test('of a host that takes no change is as whole, and changes nothing', () =>
    withHost(async (host) => {
      host.faults.readOnly = true;
      const before = JSON.stringify(host.state.config);
      const { transcript, notes } = await inTime(readHost(loginTo(host), around(QUICK, { env })));
      expect(notes).toEqual([]);
      expect(read(transcript).hosts[0]!.routes!.length).toBeGreaterThan(0);
      expect(JSON.stringify(host.state.config)).toBe(before);
    }));

  test('of a host whose hostd hangs falls back, once, and says so', () =>
    withHost(async (host) => {
      host.faults.hostd = 'hangs';
      const { transcript, notes } = await inTime(readHost(loginTo(host), around(QUICK, { env })));
      expect(notes.join('\n')).toContain('There was no answer within 0.7 s (as when hostd is down)');
      expect(notes.join('\n')).toContain('`esxcli network ip route ipv4 list` (by `esxcfg-route -l`)');
      expect(read(transcript).hosts[0]!.routes!.length).toBeGreaterThan(0);
    }));

  test('of a host whose hostd refuses falls back and says so', () =>
    withHost(async (host) => {
      host.faults.hostd = 'refuses';
      const { transcript, notes } = await inTime(readHost(loginTo(host), around(QUICK, { env })));
      expect(notes.join('\n')).toMatch(/The command failed.*read another way: .*esxcfg-route -l/);
      expect(read(transcript).hosts[0]!.routes!.length).toBeGreaterThan(0);
    }));

  test('whose output is cut names the commands that are left out, and leaves out no other', () =>
    withHost(async (host) => {
      const whole = commandsIn((await readHost(loginTo(host), around(QUICK, { env }))).transcript);
      host.faults.cutOutputAfter = 500;
      const { transcript, notes } = await inTime(readHost(loginTo(host), around(QUICK, { env })));
      const note = notes.filter((each) => each.startsWith('The output was cut off, twice')).join('\n');
      const told = [...note.matchAll(/`([^`]+)`(?: \(by [^)]*\))?/g)].map(([, words]) => words!);
      const left = commandsIn(transcript);
      expect(told.length).toBeGreaterThan(0);
      expect(left.length).toBeGreaterThan(0);
      for (const words of whole) expect(left.includes(words) !== told.includes(words), words).toBe(true);
    }));

  test.each(['exec', 'output'] as const)('that hangs at %s is given up', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.hang = at;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      expect(fault.message).toBe('esx-07 let root in, and then answered no command within 0.7 s.');
      expect(fault.next).toContain('at its console');
    }),
  );

  test.each(['exec', 'output'] as const)('that drops at %s is told so', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.drop = at;
      const fault = await inTime(faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-dropped', exit: 3 });
      expect(fault.message).toMatch(/^The connection to esx-07 broke /);
    }),
  );

  test('of a host that a change cuts off after the login is given up', () =>
    withHost(async (host) => {
      const connection = await connect(loginTo(host), around(QUICK, { env }));
      host.faults.cutOff = true;
      const fault = await inTime(faultOf(readOver(connection, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-dropped', exit: 3 });
      expect(fault.message).toBe('The connection to esx-07 broke while a session was opened: it fell silent.');
      await inTime(connection.close());
    }));

  test.each([0.3, 0.7])('of a host that takes %d s a call is whole', (seconds) =>
    withHost(async (host) => {
      host.faults.secondsPerCall = seconds;
      const { notes, answers } = await readHost(loginTo(host), around({ command: 5000 }, { env }));
      expect(notes).toEqual([]);
      expect(answers.length).toBeGreaterThan(3);
    }),
  );

  test(
    'of a host that takes 3 s a call is whole where that is within the limit, and given up where it is not',
    () =>
      withHost(async (host) => {
        host.faults.secondsPerCall = 3;
        const patient = await connect(loginTo(host), around({}, { env }));
        const { notes } = await readOver(patient, around({}, { env }), ['uplinks']);
        expect(notes).toEqual([]);
        await patient.close();
        const fault = await inTime(faultOf(readHost(loginTo(host), around(QUICK, { env }))));
        expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      }),
    30_000,
  );

  test('of a host with a wrong clock shows the time that the host has', () =>
    withHost(async (host) => {
      host.faults.clockMs = -86_400_000 * 400;
      const connection = await connect(loginTo(host), around(QUICK, { env }));
      const { transcript, readAt, notes } = await readOver(connection, around(QUICK, { env }), ['clock', 'uplinks']);
      expect(notes).toEqual([]);
      expect(transcript).toContain(`UTC ${new Date(Date.now() + host.faults.clockMs).getUTCFullYear()}`);
      expect(Math.abs(Date.parse(readAt) - Date.now())).toBeLessThan(BOUND);
      await connection.close();
    }));

  test('that is cancelled ends at once, on the host as well', () =>
    withHost(async (host) => {
      host.faults.secondsPerCall = 600;
      const control = new AbortController();
      const reading = faultOf(readHost(loginTo(host), around({}, { env, signal: control.signal })));
      await soon(() => host.processes().length > 0);
      await new Promise((resolve) => setTimeout(resolve, 500)); // until its number, which the batch tells first, is here
      control.abort();
      const fault = await inTime(reading);
      expect(fault).toMatchObject({ code: 'cancelled', exit: 3, message: 'The read was cancelled.' });
    }));

  test('as a whole is bounded, and what ran on the host is ended', () =>
    withHost(async (host) => {
      host.faults.secondsPerCall = 600;
      const surroundings = around({ whole: 900 }, { env });
      const pool = new Pool({ ...surroundings, concurrency: 1, keep: 1000 });
      const reading = pool.use(loginTo(host), (live, signal) =>
        collect(live, { limits: surroundings.limits, now: Date.now, signal }),
      );
      const fault = await inTime(faultOf(reading));
      expect(fault).toMatchObject({ code: 'host-too-long', exit: 3 });
      expect(fault.message).toBe('Reading esx-07 was given up after 0.9 s.');
      await pool.close();
    }));
});

describe('many hosts', () => {
  const open: SimulatedHost[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((host) => host.close()));
  });

  test('dead and hanging ones do not delay the others', async () => {
    const live = await Promise.all(Array.from({ length: 6 }, () => startHost()));
    const dumb = await Promise.all(Array.from({ length: 6 }, () => startHost()));
    open.push(...live, ...dumb);
    const logins = [...dumb, ...live].map((host, i) => loginTo(host, { name: `esx-${i}` }));
    for (const host of dumb) host.faults.hang = 'banner';
    const surroundings = around({ login: 6000 }, { env });
    const pool = new Pool({ ...surroundings, concurrency: 3, keep: 1000, patience: 200 });
    const ends: number[] = [];
    const begun = performance.now();
    const all = logins.map((login) =>
      pool
        .use(login, (connection, signal) =>
          collect(connection, { limits: surroundings.limits, now: Date.now, signal, needs: ['uplinks'] }),
        )
        .then(
          () => ends.push(performance.now() - begun),
          () => {},
        ),
    );
    await soon(() => false);
    expect(ends.filter((ms) => ms < 2500)).toHaveLength(6);
    for (const host of dumb) host.faults.drop = 'banner';
    await Promise.all(all);
    await pool.close();
  }, 20_000);
});
