import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

/** A member as it is packed; `size` is what its header says, where that is not the size of its content. */
export interface Member {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'Directory';
  readonly linkpath?: string;
  readonly size?: number;
}

const BLOCK = 512;

/** Members as tar holds them, names as they are given: no packer would write some of these. */
export function tar(members: readonly Member[], end = true): Buffer {
  return Buffer.concat([...members.flatMap(packed), ...(end ? [Buffer.alloc(2 * BLOCK)] : [])]);
}

function packed({ name, content = '', type = 'File', linkpath, size }: Member): Buffer[] {
  const body = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  new Header({
    path: name,
    type,
    mode: 0o644,
    size: size ?? body.length,
    mtime: new Date(0),
    ...(linkpath !== undefined && { linkpath }),
  }).encode(header, 0);
  return [header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
}

export const tgz = (members: readonly Member[]): Buffer => gzipSync(tar(members));

/** Bytes in pieces, as a file or a download gives them. */
export async function* pieces(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Bytes that do not pack, the same every time. */
export function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 12_345;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
