/** The bot as it is run for real: a process of its own with its default patience and a store on disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { WITH_US } from './run.ts';

export interface Program {
  /** Ends as a crash does: nothing is told and nothing tidied up. */
  kill(): Promise<void>;
  /** Ends as an operator ends it. */
  stop(): Promise<void>;
}

const CLI = new URL('../../dist/vmkbot.js', import.meta.url).pathname;

export function startProgram(env: NodeJS.ProcessEnv): Program {
  const child: ChildProcess = spawn('setpriv', [...WITH_US, process.execPath, CLI, 'start'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { KERNEL_LOG: log } = process.env;
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      if (log !== undefined) appendFileSync(log, chunk);
    });
  }
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  process.once('exit', () => child.kill('SIGKILL')); // where a test failed before it ended it
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
