import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { SOURCES } from './programs.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Before a whole run of tests: `dist` as it is shipped, and the programs that tests start, compiled once. Compiled anew in each process,
 * they would take longer to begin than what they do takes.
 */
export default async function buildPrograms(): Promise<() => void> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
  // Packages are found from here.
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'vmkbot-programs-'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...SOURCES },
    ...{ outdir: folder, bundle: true, splitting: true, format: 'esm', platform: 'node', packages: 'external' },
    ...{ target: 'node20', logLevel: 'warning' },
  });
  process.env.VMKBOT_PROGRAMS = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
