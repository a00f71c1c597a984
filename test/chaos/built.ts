import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');

/** Cases at a time; most of each is waiting. */
export const LANES = 3;

/** What is compiled once for all processes. */
export interface Built {
  readonly child: string;
  readonly worker: string;
  remove(): void;
}

/** The bot of `child.ts` as one program: compiled anew in each process, it would take longer to begin than a change takes. */
export async function buildChild(): Promise<Built> {
  // Packages are found from here.
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'vmkbot-chaos-'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { child: 'test/chaos/child.ts', 'answering-worker': 'src/answering/worker.ts' },
    ...{ outdir: folder, bundle: true, splitting: true, format: 'esm', platform: 'node', packages: 'external' },
    ...{ target: 'node20', logLevel: 'warning' },
  });
  const [child, worker] = ['child.js', 'answering-worker.js'].map((name) => join(folder, name)) as [string, string];
  return { child, worker, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
