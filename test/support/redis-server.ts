import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** Why Redis cannot run here, or null. */
export const redisMissing =
  spawnSync('redis-server', ['--version']).error === undefined ? null : 'redis-server is not installed';

export interface RedisServer {
  readonly address: string;
  /** Ends it without a word, as a power cut would; what it has on disk stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port with what it has on disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of our own on a free loopback port, with the settings that the documents ask for unless others are given. */
export async function startRedis(settings: readonly string[] = SAFE): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const end = async () => {
    if (server === undefined || server.exitCode !== null) return;
    const gone = new Promise((done) => server?.once('exit', done));
    server.kill('SIGKILL');
    await gone;
  };
  const start = async () => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...settings];
    server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((ready, fail) => {
      server?.stdout?.on('data', (text: Buffer) => text.includes('Ready to accept connections') && ready());
      server?.once('exit', (code) => fail(new Error(`redis-server ended with ${code}`)));
    });
  };
  await start();
  return {
    address: `redis://127.0.0.1:${port}`,
    kill: end,
    start,
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const SAFE = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--maxmemory-policy', 'noeviction'];
