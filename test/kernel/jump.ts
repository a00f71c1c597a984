/** A jump host in the operators' net: OpenSSH's server whose way on leads through the kernel there. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Network } from './network/index.ts';
import { newFolder } from './run.ts';
import { newKeys, sshdConfig } from './sshd-config.ts';

export interface Jump {
  /** On the machine's own 127.0.0.1. */
  readonly port: number;
  readonly fingerprint: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Takes connections here and hands each to a server there. */
export async function startJump({ names }: Network, sshd: string): Promise<Jump> {
  const folder = newFolder();
  const fingerprint = newKeys(folder);
  const config = join(folder, 'config');
  writeFileSync(config, sshdConfig(folder, []));
  const ends = new Set<() => void>();
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const command = ['netns', 'exec', names.operators, sshd, '-i', '-e', '-f', config];
    const child = spawn('ip', command, { stdio: [socket, socket, 'ignore'] });
    const end = () => child.kill('SIGKILL');
    ends.add(end);
    socket.on('error', () => {});
    child.once('exit', () => {
      ends.delete(end);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    ...{ port, fingerprint, key: join(folder, 'user') },
    async close() {
      for (const end of ends) end();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
