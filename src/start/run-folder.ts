import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../folder.ts';

/** A folder of this run of the local workspace, which begins anew each time: its ids are counted from one. */
export function runFolder(base: string): { readonly path: string; remove(): void } {
  const all = resolve(base, 'local');
  makeFolder(all);
  for (const name of readdirSync(all)) {
    if (/^\d+$/.test(name) && !isAlive(Number(name))) rmSync(join(all, name), { recursive: true, force: true });
  }
  const path = join(all, String(process.pid));
  rmSync(path, { recursive: true, force: true });
  makeFolder(path);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a run that was killed has left is nobody's. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}
