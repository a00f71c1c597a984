/** Network namespaces of the kernel under names of this run, and the end of those that an earlier run left behind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PLACES, type Place } from './topology.ts';

const PREFIX = 'vmkbot-kernel';
const TIME = { timeout: 20_000, encoding: 'utf8' } as const;

/** Unlike those of any other process that runs now. */
export const nameOf = (place: Place, run = process.pid) => `${PREFIX}-${run}-${place}`;

export function addAll(): void {
  sweep();
  for (const place of PLACES) execFileSync('ip', ['netns', 'add', nameOf(place)], TIME);
}

/** Ends what runs in them, and removes them. */
export function removeAll(run = process.pid): void {
  for (const place of PLACES) remove(nameOf(place, run));
}

/** Removes what a process left that is no more. */
function sweep(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], TIME);
  const runs = new Set([...stdout.matchAll(new RegExp(`^${PREFIX}-(\\d+)-`, 'gm'))].map(([, run]) => Number(run)));
  for (const run of runs) if (!existsSync(`/proc/${run}`)) removeAll(run);
}

function remove(name: string): void {
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], TIME);
  for (const pid of stdout.split('\n').filter((line) => line !== '')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  spawnSync('ip', ['netns', 'del', name], TIME);
}
