import { afterEach, expect, test } from 'vitest';
import { bounded } from '../../src/hosts/bounded.ts';
import { Pool } from '../../src/hosts/pool.ts';
import { connect } from '../../src/hosts/ssh.ts';
import { around, faultOf, leavesNothingOpen } from '../support/live.ts';
import { type OddHost, oddHost } from '../support/odd-host.ts';

const env = { LAB_PASSWORD: 'lab' };
const nobody = { stdout() {}, stderr() {} };

const hosts: OddHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

async function host(...how: Parameters<typeof oddHost>): Promise<OddHost> {
  const odd = await oddHost(...how);
  hosts.push(odd);
  return odd;
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(done()).toBe(true);
}

const hang = () => {};
const end: Parameters<typeof oddHost>[0] = (_, channel) => {
  channel.exit(0);
  channel.end();
};

test('a command that is cancelled is told at once, and its channel is closed', async () => {
  const { login, open } = await host(hang);
  const live = await connect(login, around({}, { env }));
  const control = new AbortController();
  const fault = faultOf(live.exec('x', nobody, control.signal, 60_000));
  await until(() => open.size === 1);
  control.abort();
  expect((await fault).code).toBe('cancelled');
  await until(() => open.size === 0);
  await live.close();
});

test.each([
  ['cancelled', 60_000],
  ['host-dropped', 200], // by its time
])('a session that opens after it was given up (%s) is closed', async (code, ms) => {
  let grant!: () => void;
  const held = new Promise<void>((resolve) => {
    grant = resolve;
  });
  let granted = false;
  const { login, open, execs } = await host(() => {
    granted = true;
  }, held);
  const live = await connect(login, around({}, { env }));
  const control = new AbortController();
  const fault = faultOf(live.exec('x', nobody, control.signal, ms));
  await until(() => execs.length === 1);
  if (code === 'cancelled') control.abort();
  expect((await fault).code).toBe(code);
  grant();
  await until(() => granted && open.size === 0);
  await live.close();
});

test('a session that never opens is given up, and nobody waits for it any more', () =>
  leavesNothingOpen(async () => {
    const { login, close } = await oddHost(hang, new Promise(() => {}));
    const live = await connect(login, around({}, { env }));
    const fault = await faultOf(live.exec('x', nobody, undefined, 100));
    expect(fault).toMatchObject({ code: 'host-dropped', exit: 3 });
    expect(fault.message).toContain('it fell silent');
    // @ts-expect-error: what waits is nobody's business but this test's
    expect(live.pending.size).toBe(0);
    await live.close();
    await close();
  }));

test('no tunnel is asked of a jump host that is gone, noticed or not', async () => {
  const { login } = await host(end);
  const gone = await connect(login, around({}, { env }));
  await gone.close();
  const unnoticed = await connect(login, around({}, { env }));
  // @ts-expect-error: the socket goes, and ssh2 has not yet said so
  unnoticed.socket.destroy();
  for (const live of [gone, unnoticed]) {
    expect(await faultOf(live.forward(login, 1000, undefined))).toMatchObject({ code: 'host-dropped', exit: 3 });
    // @ts-expect-error: what waits is nobody's business but this test's
    expect(live.pending.size).toBe(0);
  }
});

test('a jump host that refuses the tunnel is given back, and its connection ends when nobody needs it', async () => {
  const jump = await host(end);
  const via = { ...jump.login, name: 'bastion' };
  const pool = new Pool({ ...around({}, { env }), concurrency: 1, keep: 0 });
  const fault = await faultOf(pool.use({ ...jump.login, via }, async () => {}));
  expect(fault.code).toBe('jump-refused');
  await until(() => jump.connections() === 0);
  await pool.close();
});

test('what a bounded piece of work throws is its end: no timer stays', () =>
  leavesNothingOpen(async () => {
    const late = () => new Error('late');
    const work = bounded({ ms: 60_000, late, signal: undefined }, () => {
      throw new Error('at once');
    });
    await expect(work).rejects.toThrow('at once');
  }));
