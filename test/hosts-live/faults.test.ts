import { afterEach, describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { type Collected, collect } from '../../src/hosts/collect.ts';
import type { Limits } from '../../src/hosts/limits.ts';
import type { Login } from '../../src/hosts/login.ts';
import { Pool } from '../../src/hosts/pool.ts';
import { connect, type Surroundings } from '../../src/hosts/ssh.ts';
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

/** A host with a fault, for as long as the body runs; afterwards nothing is open, on either side. */
function withHost(body: (host: SimulatedHost) => Promise<void>): Promise<void> {
  return leavesNothingOpen(async () => {
    const host = await startHost();
    try {
      await body(host);
      await soon(() => host.connections() === 0);
      expect(host.connections()).toBe(0);
    } finally {
      await host.close();
    }
  });
}

async function soon(done: () => boolean): Promise<void> {
  for (let i = 0; i < 40 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function readHost(login: Login, surroundings: Surroundings): Promise<Collected> {
  const connection = await connect(login, surroundings);
  try {
    const { limits, signal } = surroundings;
    return await collect(connection, { limits, signal, now: Date.now, needs: ['vmknics', 'routes', 'uplinks'] });
  } finally {
    await connection.close();
  }
}

describe('a host that cannot be reached', () => {
  test('dead: nothing listens', () =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.dead = true;
      const { value: fault, ms } = await timed(() => faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ exit: 3 });
      expect(fault.message).toMatch(/^esx-07 \(127\.0\.0\.1:\d+\) (refused the connection|closed the connection)/);
      expect(ms).toBeLessThan(1500);
    }));

  test.each(['banner', 'kex', 'auth'] as const)('hangs at %s: given up after the time for a login', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.hang = at;
      const { value: fault, ms } = await timed(() => faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      expect(fault.message).toMatch(
        /^esx-07 \(.+\) accepted the connection and then fell silent .+; I gave up after 0\.7 s\.$/,
      );
      expect(ms).toBeLessThan(1700);
    }),
  );

  test.each(['banner', 'kex', 'auth'] as const)('drops at %s', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.drop = at;
      const { value: fault, ms } = await timed(() => faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-cut-off', exit: 3 });
      expect(fault.message).toMatch(/^esx-07 \(.+\) closed the connection (before|in the middle)/);
      expect(ms).toBeLessThan(1500);
    }),
  );

  test('shows another key: stopped before the login, with both fingerprints', () =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.changedKey = true;
      const fault = await faultOf(readHost(login, around(QUICK, { env })));
      expect(fault).toMatchObject({ code: 'host-key-mismatch', exit: 3 });
      expect(fault.message).toContain(login.hostKey);
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
      const fault = await faultOf(readHost(login, surroundings));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(fault.message).toBe('esx-07 refused the login of root by password.');
      for (let i = 0; i < 10; i++) {
        expect(await faultOf(readHost(login, surroundings))).toMatchObject({ code: 'login-waits', exit: 3 });
      }
      expect(host.lockedOut('root')).toBe(false);
    }));

  test('refused by the host whatever is shown', () =>
    withHost(async (host) => {
      host.faults.refuseAuth = true;
      expect(await faultOf(readHost(loginTo(host), around(QUICK, { env })))).toMatchObject({ code: 'login-refused' });
    }));

  test('by keyboard-interactive alone, with the prompt that names user and host', () =>
    withHost(async (host) => {
      host.faults.keyboardInteractiveOnly = true;
      const connection = await connect(loginTo(host), around(QUICK, { env }));
      expect(connection.method).toBe('keyboard-interactive');
      await connection.close();
    }));
});

describe('a read', () => {
  test('without a fault says nothing of the way it was done', () =>
    withHost(async (host) => {
      const { transcript, notes } = await readHost(loginTo(host), around(QUICK, { env }));
      expect(notes).toEqual([]);
      expect(read(transcript).hosts[0]).toMatchObject({ host: { name: 'esx-07', version: '7.0.3' } });
      expect(read(transcript).unread).toEqual([]);
    }));

  test('of a host whose hostd hangs falls back, once, and says so', () =>
    withHost(async (host) => {
      host.faults.hostd = 'hangs';
      const { value, ms } = await timed(() => readHost(loginTo(host), around(QUICK, { env })));
      expect(value.notes.join('\n')).toContain('There was no answer within 0.7 s (as when hostd is down)');
      expect(value.notes.join('\n')).toContain('`esxcli network ip route ipv4 list` (by `esxcfg-route -l`)');
      expect(read(value.transcript).hosts[0]!.routes!.length).toBeGreaterThan(0);
      expect(ms).toBeLessThan(5000);
      await soon(() => host.processes().length === 0);
      expect(host.processes()).toEqual([]);
    }));

  test('of a host whose hostd refuses falls back and says so', () =>
    withHost(async (host) => {
      host.faults.hostd = 'refuses';
      const { transcript, notes } = await readHost(loginTo(host), around(QUICK, { env }));
      expect(notes.join('\n')).toMatch(/The command failed.*read another way: .*esxcfg-route -l/);
      expect(read(transcript).hosts[0]!.routes!.length).toBeGreaterThan(0);
    }));

  test('whose output is cut leaves the cut output out and says so', () =>
    withHost(async (host) => {
      host.faults.cutOutputAfter = 500;
      const { value, ms } = await timed(() => readHost(loginTo(host), around(QUICK, { env })));
      expect(value.notes.join('\n')).toContain('The output was cut off, twice');
      expect(ms).toBeLessThan(6000);
    }));

  test.each(['exec', 'output'] as const)('that hangs at %s is given up', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.hang = at;
      const { value: fault, ms } = await timed(() => faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-silent', exit: 3 });
      expect(fault.message).toBe('esx-07 let root in, and then answered no command within 0.7 s.');
      expect(ms).toBeLessThan(4000);
    }),
  );

  test.each(['exec', 'output'] as const)('that drops at %s is told so', (at) =>
    withHost(async (host) => {
      const login = loginTo(host);
      host.faults.drop = at;
      const { value: fault, ms } = await timed(() => faultOf(readHost(login, around(QUICK, { env }))));
      expect(fault).toMatchObject({ code: 'host-dropped', exit: 3 });
      expect(fault.message).toMatch(/^The connection to esx-07 broke /);
      expect(ms).toBeLessThan(2000);
    }),
  );

  test('of a slow host takes its time and is whole', () =>
    withHost(async (host) => {
      host.faults.secondsPerCall = 0.3;
      const { notes } = await readHost(loginTo(host), around(QUICK, { env }));
      expect(notes).toEqual([]);
    }));

  test('is cancelled at once', () =>
    withHost(async (host) => {
      host.faults.secondsPerCall = 3;
      const control = new AbortController();
      const reading = faultOf(readHost(loginTo(host), around({}, { env, signal: control.signal })));
      setTimeout(() => control.abort(), 200);
      const { value: fault, ms } = await timed(() => reading);
      expect(fault).toMatchObject({ code: 'cancelled', exit: 3 });
      expect(ms).toBeLessThan(3500);
    }));

  test('as a whole is bounded, too', () =>
    withHost(async (host) => {
      host.faults.secondsPerCall = 0.4;
      const surroundings = around({ whole: 900 }, { env });
      const pool = new Pool({ ...surroundings, concurrency: 1, keep: 1000 });
      const reading = pool.use(loginTo(host), (live, signal) =>
        collect(live, { limits: surroundings.limits, now: Date.now, signal }),
      );
      const { value: fault, ms } = await timed(() => faultOf(reading));
      expect(fault).toMatchObject({ code: 'host-too-long', exit: 3 });
      expect(fault.message).toBe('Reading esx-07 was given up after 0.9 s.');
      expect(ms).toBeLessThan(4000);
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
