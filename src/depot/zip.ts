import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Problem } from '../problem.ts';
import { damaged, tooLarge, unsafe } from './problems.ts';

/** A zip by its path, which is read here and there, or as bytes. */
export type Source = { readonly path: string } | { readonly bytes: Buffer };

/** A zip whose files are gone through once. */
export interface Zip {
  /** Calls for each file in its order; the bytes of a file are unpacked only where they are asked for. */
  each(work: (path: string, bytes: (most: number) => Promise<Buffer>) => Promise<void>): Promise<void>;
}

/** Opens a zip for a time. Rejects with a `Problem` where it is none or names files outside of itself. */
export async function withZip<T>(
  name: string,
  source: Source,
  entries: number,
  work: (zip: Zip) => Promise<T>,
): Promise<T> {
  const file = await open(source).catch((fault: NodeJS.ErrnoException) => {
    throw fault.code === 'ENOENT' || fault.code === 'EACCES' || fault.code === 'EISDIR' ? fault : damaged(name);
  });
  try {
    if (file.entryCount > entries) throw tooLarge(name, 'more files');
    return await work({ each: (visit) => goThrough(name, file, visit) });
  } finally {
    file.close();
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: true } as const;

function open(source: Source): Promise<ZipFile> {
  return new Promise((done, fail) => {
    const opened = (fault: Error | null, file: ZipFile) => (fault === null ? done(file) : fail(fault));
    if ('path' in source) yauzl.open(source.path, OPTIONS, opened);
    else yauzl.fromBuffer(source.bytes, OPTIONS, opened);
  });
}

/** One file after the other; a name with `..`, a drive or a leading slash ends it. */
function goThrough(name: string, file: ZipFile, visit: Parameters<Zip['each']>[0]): Promise<void> {
  return new Promise((done, fail) => {
    file.on('error', (fault: Error) => fail(faultOf(name, fault)));
    file.on('end', () => done());
    file.on('entry', (entry: Entry) => {
      visit(entry.fileName, (most) => bytesOf(name, file, entry, most)).then(() => file.readEntry(), fail);
    });
    file.readEntry();
  });
}

function faultOf(name: string, fault: Error): Problem {
  return /absolute path|invalid relative path|invalid characters in fileName/.test(fault.message)
    ? unsafe(name)
    : damaged(name);
}

/** What the file says of its size is checked before, and what comes out of it while it comes. */
function bytesOf(name: string, file: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  if (entry.uncompressedSize > most || entry.compressedSize > most)
    return Promise.reject(tooLarge(name, 'larger files'));
  return new Promise((done, fail) => {
    file.openReadStream(entry, (fault, stream) => {
      if (fault !== null) return fail(faultOf(name, fault));
      gathered(stream, most).then(
        (bytes) => (bytes === null ? fail(tooLarge(name, 'larger files')) : done(bytes)),
        (broken: Error) => fail(faultOf(name, broken)),
      );
    });
  });
}

async function gathered(stream: Readable, most: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += (piece as Buffer).length;
    if (size > most) return null;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
