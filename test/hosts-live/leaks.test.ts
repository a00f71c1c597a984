import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { withDeadline } from '../../src/hosts/bounded.ts';
import { openSocket } from '../../src/hosts/socket.ts';
import { leavesNothingOpen } from '../support/live.ts';

const login = { name: 'esx-07', address: '127.0.0.1', port: 0, user: 'root', credential: { kind: 'agent' } } as const;

test('a socket that stays open is found, though an older one closes meanwhile', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const open = () => openSocket({ ...login, port }, 5000, undefined);
  const older = await open();
  const left: Awaited<ReturnType<typeof open>>[] = [];
  const leaks = leavesNothingOpen(async () => {
    left.push(await open());
    older.destroy();
  });
  await expect(leaks).rejects.toThrow('socket.ts');
  for (const socket of left) socket.destroy();
  await new Promise((done) => server.close(done));
});

test('a timer that still runs is found, and one that was stopped is none', async () => {
  let stop = () => {};
  const start = () => withDeadline(60_000, () => new Error('late')).done;
  await leavesNothingOpen(async () => start()());
  await expect(
    leavesNothingOpen(async () => {
      stop = start();
    }),
  ).rejects.toThrow('Timeout');
  stop();
});
