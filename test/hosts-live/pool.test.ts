import { setMaxListeners } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Login } from '../../src/hosts/login.ts';
import { Pool } from '../../src/hosts/pool.ts';
import { VERSION_QUERY } from '../../src/hosts/queries.ts';
import { runBatch } from '../../src/hosts/run-batch.ts';
import { around, faultOf } from '../support/live.ts';
import { answerBatch, batchOf, type OddHost, oddHost } from '../support/odd-host.ts';

const env = { LAB_PASSWORD: 'lab' };
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Ends all that is under way. */
function stopping(): AbortController {
  const control = new AbortController();
  setMaxListeners(0, control.signal);
  return control;
}

const hosts: OddHost[] = [];
const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** Hosts that take a connection and never say a word. */
async function mute(): Promise<(name: string) => Login> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as { port: number };
  const credential = { kind: 'password', password: { env: 'LAB_PASSWORD' } } as const;
  return (name) => ({ name, address: '127.0.0.1', port, user: `u-${name}`, credential, hostKey: `SHA256:${name}` });
}

async function good(): Promise<OddHost> {
  const host = await oddHost((line, channel) => answerBatch(line, channel, () => ({ out: 'x\n' })));
  hosts.push(host);
  return host;
}

const ask = (pool: Pool, login: Login) =>
  pool.use(login, (live, signal) => runBatch(live, [VERSION_QUERY], 20_000, signal));

describe('a pool', () => {
  test('never has more under way than its concurrency and its silent hosts', async () => {
    const control = stopping();
    const pool = new Pool({
      ...around({}, { env, signal: control.signal }),
      concurrency: 2,
      silent: 3,
      keep: 0,
      patience: 40,
    });
    const login = await mute();
    const asked = Array.from({ length: 12 }, (_, i) => faultOf(ask(pool, login(`m${i}`))));
    let most = 0;
    for (let i = 0; i < 40; i++) {
      await pause(20);
      most = Math.max(most, sockets.size);
    }
    control.abort();
    for (const each of asked) expect((await each).code).toBe('cancelled');
    expect(most).toBe(5);
    await pool.close();
  });

  test('reads those who answer while four times as many as it reads at once are silent', async () => {
    const control = stopping();
    const pool = new Pool({ ...around({}, { env, signal: control.signal }), concurrency: 5, keep: 0, patience: 40 });
    const login = await mute();
    const silent = Array.from({ length: 20 }, (_, i) => faultOf(ask(pool, login(`m${i}`))));
    const answering = await good();
    // The silent ones have 20 s to log in: were they waited for, this would not end within the test.
    for (const name of ['a', 'b', 'c']) {
      expect((await ask(pool, { ...answering.login, name })).end).toBe('complete');
    }
    control.abort();
    for (const each of silent) expect((await each).code).toBe('cancelled');
    await pool.close();
  });

  test('does not wait for a host that only dribbles', async () => {
    const dribbling = await oddHost((line, channel) => {
      const batch = batchOf(line);
      if (batch === null) {
        channel.exit(0);
        channel.end();
        return;
      }
      channel.write(`${batch.nonce} 0 4711\n`);
      const drops = setInterval(() => channel.write('x'), 20);
      channel.on('close', () => clearInterval(drops));
    });
    hosts.push(dribbling);
    const control = stopping();
    const pool = new Pool({ ...around({}, { env, signal: control.signal }), concurrency: 1, keep: 0, patience: 150 });
    const slow = faultOf(ask(pool, dribbling.login));
    expect((await ask(pool, { ...(await good()).login, name: 'good' })).end).toBe('complete');
    expect(dribbling.open.size).toBe(1);
    control.abort();
    expect((await slow).code).toBe('cancelled');
    await pool.close();
  });
});
