import { spawn } from 'node:child_process';
import type { Told } from './child.ts';

/** A bot in a process of its own. */
export interface BotProcess {
  /** Resolves when it is in its workspace, or gone. */
  readonly ready: Promise<void>;
  readonly gone: Promise<void>;
  isGone(): boolean;
  /** The points that it came to, oldest first. */
  reached(): readonly string[];
  kill(): void;
}

/** Begins a bot; `folder` is its own for what it leaves behind. */
export function startProcess(file: string, told: Told, folder: string): BotProcess {
  const child = spawn(process.execPath, [file, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  let out = '';
  let isGone = false;
  const gone = new Promise<void>((done) =>
    child.once('close', () => {
      isGone = true;
      done();
    }),
  );
  const ready = new Promise<void>((done) => {
    child.stdout.on('data', (data: Buffer) => {
      out += data;
      if (out.startsWith('ready') || out.includes('\nready')) done();
    });
    void gone.then(done);
  });
  return {
    ready,
    gone,
    isGone: () => isGone,
    reached: () => out.split('\n').filter((line) => /[: ]/.test(line)),
    kill: () => void child.kill('SIGKILL'),
  };
}
