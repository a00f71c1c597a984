import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const MOST = 1024 * 1024;

/**
 * Reads a regular file of at most 1 MB; a pipe or a device could block the process or never end. Throws an error whose
 * `code` is the system's, or `not a regular file`, or `larger than 1 MB`.
 */
export function readSmallFile(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size } = checked(file);
    // Files of /proc say that they are of size 0.
    const room = Buffer.alloc((size || MOST) + 1);
    let bytes = 0;
    for (let more = 1; more > 0 && bytes < room.length; bytes += more)
      more = readSync(file, room, bytes, room.length - bytes, null);
    if (bytes > MOST) throw unfit('larger than 1 MB');
    return room.subarray(0, bytes);
  } finally {
    closeSync(file);
  }
}

/** Throws as readSmallFile does, without reading. */
export function checkSmallFile(path: string): void {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    checked(file);
  } finally {
    closeSync(file);
  }
}

function checked(file: number): { size: number } {
  const found = fstatSync(file);
  if (!found.isFile()) throw unfit('not a regular file');
  if (found.size > MOST) throw unfit('larger than 1 MB');
  return found;
}

const unfit = (code: string) => Object.assign(new Error(code), { code });
