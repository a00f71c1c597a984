/** OpenSSH's server in the host's namespace, with ESXi's programs as scripts that read and drive the kernel. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '../network/index.ts';
import { newFolder, WITH_US } from '../run.ts';
import { newKeys, sshdConfig } from '../sshd-config.ts';

export interface Host {
  readonly fingerprint: string;
  /** The private key of who may log in. */
  readonly key: string;
  /** Runs a line as root of the host, at its console; returns what it printed. */
  console(line: string): string;
  close(): Promise<void>;
}

const PATH = '/mnt/host/bin:/mnt/busybox';
/** Of the hour by the host's clock at its start: far from its hourly save. */
const MINUTE = 20;

export async function startHost({ names }: Network, sshd: string): Promise<Host> {
  const folder = newFolder();
  const fingerprint = newKeys(folder);
  const here = ['Port 22', `SetEnv PATH=${PATH}`];
  writeFileSync(join(folder, 'config'), sshdConfig('/mnt/keys', here));
  writeFileSync(join(folder, 'passwd'), passwd());
  writeFileSync(join(folder, 'clock'), String(MINUTE * 60 - (Math.floor(Date.now() / 1000) % 3600)));
  const apart = ['unshare', '-m', '-p', '-f', '--mount-proc', '--kill-child=KILL'];
  const start = [join(import.meta.dirname, 'start'), folder, import.meta.dirname, sshd];
  const child = spawn('setpriv', [...WITH_US, 'ip', 'netns', 'exec', names.host, ...apart, ...start], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(child);
  const inside = ['-t', initOf(child), '-m', '-p', '-n', 'env', '-i', `PATH=${PATH}`];
  return {
    fingerprint,
    key: join(folder, 'user'),
    console: (line) => execFileSync('nsenter', [...inside, '/mnt/host/shell', '-c', line], { encoding: 'utf8' }),
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL'); // everything in its process namespace ends with it
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The machine's own, with root's shell as a host has it. */
function passwd(): string {
  const others = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('root:'));
  return ['root:x:0:0:root:/:/mnt/host/shell', ...others].join('\n');
}

/** Waits for the word that sshd says once it listens. */
async function listening(child: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`sshd ended: ${log}`)));
    child.stderr!.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-10_000);
      if (/Server listening on 0\.0\.0\.0/.test(log)) resolve();
    });
  });
}

/** The first process of its process namespace. */
function initOf({ pid }: ChildProcess): string {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
}
