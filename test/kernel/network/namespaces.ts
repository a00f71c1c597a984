/** Network namespaces of the kernel under names of this run, and the end of those that an earlier run left behind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { leftBehind, PREFIX } from '../run.ts';
import { PLACES, type Place } from './topology.ts';

const TIME = { timeout: 20_000, encoding: 'utf8' } as const;

let made = 0;

/** A name for each place, unlike those of any other network. */
export function newNames(): Readonly<Record<Place, string>> {
  made += 1;
  const names = PLACES.map((place) => [place, `${PREFIX}-${process.pid}-${made}-${place}`]);
  return Object.fromEntries(names);
}

export function add(name: string): void {
  execFileSync('ip', ['netns', 'add', name], TIME);
}

/** Ends what runs in it, and removes it. */
export function remove(name: string): void {
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

export function sweepNamespaces(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], TIME);
  for (const name of leftBehind(stdout.split('\n').map((line) => line.split(' ')[0]!))) remove(name);
}
