import { connect, type Socket } from 'node:net';
import ssh2, { type Connection } from 'ssh2';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';
import { fingerprintOf } from './ssh-server.ts';

/** A jump host that takes any password and passes connections on. */
export interface Bastion {
  readonly port: number;
  readonly fingerprint: string;
  /** How many connections it passed on. */
  passed(): number;
  close(): Promise<void>;
}

export async function startBastion(): Promise<Bastion> {
  const { private: key } = newKeyPair();
  const open = new Set<Connection>();
  let passed = 0;
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => {});
    client.on('authentication', (context) =>
      context.method === 'password' ? context.accept() : context.reject(['password']),
    );
    client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
      passed += 1;
      const channel = accept();
      const socket: Socket = connect(destPort, destIP);
      socket.on('error', () => channel.destroy());
      channel.on('error', () => socket.destroy());
      socket.pipe(channel).pipe(socket);
      channel.on('close', () => socket.destroy());
      socket.on('close', () => channel.end());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    fingerprint: fingerprintOf(key),
    passed: () => passed,
    async close() {
      for (const client of open) client.end();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
