import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isGzip } from '../file-kind.ts';
import type { Problem } from '../problem.ts';
import { type Limits, RATIO_FROM } from './limits.ts';
import { bomb, notPacked, packedTwice, tooLarge, tooSlow } from './problems.ts';

const PIECE = 256 * 1024;

/** Counts what one bundle takes, over all that is unpacked of it, and rejects what takes too much. */
export class Meter {
  private packed = 0;
  private unpacked = 0;
  private readonly began: number;
  private readonly name: string;
  private readonly limits: Limits;
  private readonly now: () => number;

  constructor(name: string, limits: Limits, now: () => number = Date.now) {
    this.name = name;
    this.limits = limits;
    this.now = now;
    this.began = now();
  }

  read(bytes: number): void {
    this.packed += bytes;
    if (this.packed > this.limits.packed) throw tooLarge(this.name, 'packed', this.limits);
  }

  made(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.unpacked) throw tooLarge(this.name, 'unpacked', this.limits);
    if (this.unpacked > RATIO_FROM && this.unpacked > this.limits.ratio * this.packed) {
      throw bomb(this.name, this.limits.ratio);
    }
    if (this.now() - this.began > this.limits.milliseconds) throw tooSlow(this.name, this.limits);
  }
}

/** The packed bytes were damaged, or end in the middle; what came before is whole. */
export class BrokenOff extends Error {}

/** Unpacks as it comes, a piece at a time. Rejects with a `Problem`, with `BrokenOff`, or with what the source rejects. */
export async function* unpacked(source: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  const packed = Readable.from(counted(source, meter));
  let failed: unknown;
  packed.once('error', (fault) => {
    failed = fault;
    gunzip.destroy(fault);
  });
  packed.pipe(gunzip);
  try {
    for await (const piece of gunzip) {
      meter.made((piece as Buffer).length);
      yield piece as Buffer;
    }
  } catch (fault) {
    if (failed !== undefined) throw failed;
    throw (fault as { code?: string }).code?.startsWith('Z_') ? new BrokenOff('broken off', { cause: fault }) : fault;
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    meter.read(piece.length);
    yield piece;
  }
}

/** The same pieces of what is packed by gzip; rejects anything else by its first bytes. */
export async function* onlyGzip(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of source) {
    if (first && piece.length > 1 && !isGzip(piece)) throw notPacked(name);
    if (piece.length > 0) first = false;
    yield piece;
  }
}

const isZstd = (bytes: Uint8Array) => bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f;

const BLOCK = 512;

/** The same pieces, the first of at least a block of tar and looked at: what is packed once more would be unpacked uncounted. */
export async function* checked(pieces: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < BLOCK) continue;
    const fault = faultOf(head, name);
    if (fault !== null) throw fault;
    yield head;
    head = null;
  }
}

function faultOf(head: Buffer, name: string): Problem | null {
  if (isGzip(head) || isZstd(head)) return packedTwice(name);
  return head.subarray(257, 262).toString('latin1') === 'ustar' ? null : notPacked(name);
}
