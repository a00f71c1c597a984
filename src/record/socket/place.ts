import { join, resolve } from 'node:path';

/** Where the running bot answers a terminal, in the folder of its store, which is its owner's alone. */
export const socketIn = (store: string): string => join(resolve(store), 'ask.sock');

/** What a path of a socket may have in bytes on every system: macOS has room for 104 with the end sign, Linux for 108. */
const MOST_BYTES = 103;

export const isTooLong = (path: string): boolean => Buffer.byteLength(path) > MOST_BYTES;
