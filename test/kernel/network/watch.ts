import { spawn } from 'node:child_process';
import { nameOf } from './namespaces.ts';
import type { Place } from './topology.ts';

export interface Watch {
  /** Does something at the very moment at which the kernel takes a route to a network. */
  once(network: string, act: () => void): void;
  close(): void;
}

/** Follows what the kernel of a place does to its routes. */
export async function watchRoutes(place: Place): Promise<Watch> {
  const acts = new Map<string, () => void>();
  const child = spawn('ip', ['-n', nameOf(place), 'monitor', 'route'], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.on('data', (chunk) => {
    for (const line of String(chunk).split('\n')) {
      const network = line.split(' ')[0]!;
      const act = acts.get(network);
      acts.delete(network);
      act?.();
    }
  });
  await new Promise((resolve) => child.once('spawn', resolve));
  return { once: (network, act) => void acts.set(network, act), close: () => void child.kill('SIGKILL') };
}
