import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder for its owner alone, and those above it. Node's own `recursive` never ends where a file system answers
 * ENOENT to every mkdir, as /proc does.
 */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (tryMake(folder) !== 'ENOENT') return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  if (tryMake(folder) === 'ENOENT') throw notMade(folder, 'ENOENT');
}

function tryMake(folder: string): 'made' | 'ENOENT' {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return 'made';
  } catch (fault) {
    const { code = 'no reason given' } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT') return code;
    if (code === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return 'made';
    throw notMade(folder, code === 'EEXIST' ? 'ENOTDIR' : code);
  }
}

function notMade(folder: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: the folder ${folder} cannot be made`), { code });
}
