import { spawn } from 'node:child_process';
import type { Network } from './index.ts';
import type { Place } from './topology.ts';

export interface Watch {
  /** Does something at the very moment at which the kernel takes a route to a network. */
  once(prefix: string, act: () => void): void;
  close(): void;
}

/** Follows what the kernel of a place does to its routes. */
export async function watchRoutes({ names }: Network, place: Place): Promise<Watch> {
  const acts = new Map<string, () => void>();
  const child = spawn('ip', ['-n', names[place], 'monitor', 'route'], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.on('data', (chunk) => {
    for (const line of String(chunk).split('\n')) {
      const prefix = line.split(' ')[0]!;
      const act = acts.get(prefix);
      acts.delete(prefix);
      act?.();
    }
  });
  await new Promise((resolve) => child.once('spawn', resolve));
  return { once: (prefix, act) => void acts.set(prefix, act), close: () => void child.kill('SIGKILL') };
}
