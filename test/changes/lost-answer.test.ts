import { createServer, connect as dial, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  askedFor,
  bot,
  confirmed,
  ended,
  hostsOf,
  loginTo,
  NAME,
  planOf,
  provider,
  ROUTE,
  routesOf,
} from './support.ts';

/** A wire whose connections answer no more once the next command is under way on them, and say nothing of it; new ones work. */
async function mutable(host: SimulatedHost) {
  const open = new Set<Socket>();
  const mute = new Set<Socket>();
  // The opening of a channel is answered, so that the command itself is sent behind it.
  let sends = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    const far = dial({ host: '127.0.0.1', port: host.port });
    open.add(near).add(far);
    for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => open.delete(socket));
    near.on('data', (data) => {
      if (--sends === 0) for (const socket of open) mute.add(socket);
      far.write(data);
    });
    near.on('close', () => far.destroy());
    far.on('data', (data) => mute.has(far) || near.write(data)).on('close', () => mute.has(far) || near.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    mute: () => {
      sends = 2;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

test('an answer that never comes leaves the time to confirm over a new login', async () => {
  const host = await provider();
  const wire = await mutable(host);
  const hosts = hostsOf({ [NAME]: { ...loginTo(host), port: wire.port } });
  const at = (point: string) => {
    if (point === 'arming:written') wire.mute();
  };
  const one = bot(new MemoryStore(), hosts, { at });
  try {
    const change = await askedFor(one, await planOf(hosts, ROUTE));
    await confirmed(one, change);
    const end = await ended(one, change.approval.id);
    expect([end.approval.state, routesOf(host), host.files()]).toEqual(['verified', AFTER, ['/tmp']]);
  } finally {
    await one.changes.stop();
    await wire.close();
    await host.close();
  }
}, 60_000);
