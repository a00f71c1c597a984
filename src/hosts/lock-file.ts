import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { pause } from './bounded.ts';

/** Nobody holds a lock for longer: a login has its own, much shorter limit. */
const STALE_MS = 120_000;
const LEAST_WAIT = 10;
const MOST_WAIT = 200;

/** Waits until the file could be made anew, and returns what removes it. What a dead process left behind is taken away. */
export async function lockFile(file: string, signal: AbortSignal | undefined): Promise<() => void> {
  const mine = JSON.stringify({ pid: process.pid, machine: hostname(), token: randomBytes(9).toString('base64url') });
  for (let wait = LEAST_WAIT; !tryLock(file, mine); wait = Math.min(wait * 1.5, MOST_WAIT)) {
    takeAwayStale(file);
    await pause(wait, signal);
  }
  return () => {
    if (contentOf(file) === mine) rmSync(file, { force: true });
  };
}

function tryLock(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  }
}

/** Where another process was quicker and the lock is a new one, it is put back. */
function takeAwayStale(file: string): void {
  const found = contentOf(file);
  if (!isStale(file, found)) return;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (contentOf(aside) !== found) linkSync(aside, file);
  } catch {
    // it went, or came back, by itself
  }
  rmSync(aside, { force: true });
}

function isStale(file: string, content: string | undefined): boolean {
  const { pid, machine } = holderOf(content ?? '');
  if (machine === hostname() && pid !== undefined && !runs(pid)) return true;
  const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return since !== undefined && Math.abs(Date.now() - since) > STALE_MS;
}

function holderOf(content: string): { pid?: number; machine?: string } {
  try {
    const { pid, machine } = JSON.parse(content);
    return { ...(Number.isInteger(pid) && pid > 0 && { pid }), ...(typeof machine === 'string' && { machine }) };
  } catch {
    return {}; // being written, or damaged: its age decides
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
