import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../folder.ts';
import { Problem } from '../problem.ts';

/** A folder of this run of the local workspace, which begins anew each time: its ids are counted from one. */
export function runFolder(base: string): { readonly path: string; remove(): void } {
  const all = resolve(base, 'local');
  const path = join(all, String(process.pid));
  try {
    makeFolder(all);
    for (const name of readdirSync(all)) {
      if (/^\d+$/.test(name) && !isAlive(Number(name))) rmSync(join(all, name), { recursive: true, force: true });
    }
    rmSync(path, { recursive: true, force: true });
    makeFolder(path);
  } catch (fault) {
    throw notKept(resolve(base), fault);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What the file system says of a place where nothing can be kept: no folder, read-only, full. */
function notKept(base: string, fault: unknown): Problem {
  const { code, message: reason } = fault as NodeJS.ErrnoException;
  const message = `The local workspace cannot keep its files in ${base} (${code ?? reason}).`;
  const next = 'Name a directory of your own in VMKBOT_STORE.';
  return Object.assign(new Problem({ code: 'store', message, next, exit: 1 }), { cause: fault });
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
