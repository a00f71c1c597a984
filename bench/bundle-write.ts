/** Writes a support bundle of about so many MB packed, most of it logs, beside the outputs of one host. `tsx bench/bundle-write.ts FILE MB` */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { bundleOf } from '../test/bundle/members.ts';
import { tar } from '../test/bundle/pack.ts';

const MB = 1024 * 1024;
const [file, megabytes] = process.argv.slice(2);
/** What these lines pack to; those of a host pack better. */
const PACKS_TO = 0.25;

async function* bundle(most: number): AsyncGenerator<Buffer> {
  yield tar(bundleOf('esx-31', 31), false);
  for (let i = 0, size = 0; size < most; i++) {
    const members = [
      { name: `var/run/log/hostd.log.${i}`, content: logOf(2, i) },
      { name: `var/run/log/vmkernel.log.${i}`, content: logOf(6, i + 1) },
      { name: `vmfs/volumes/ds/core-${i}`, content: noise(MB, i) },
    ];
    const packed = tar(members, false);
    size += 8 * MB * PACKS_TO + MB;
    yield packed;
  }
  yield Buffer.alloc(1024);
}

/** Lines of a log whose numbers differ. */
function logOf(megabytes: number, seed: number): Buffer {
  const lines: string[] = [];
  let state = seed + 1;
  for (let size = 0; size < megabytes * MB; size += lines.at(-1)!.length + 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const at = new Date(1_462_000_000_000 + lines.length * 137).toISOString();
    lines.push(
      `${at} cpu${state % 48}:${state % 2_000_000})ScsiDeviceIO: 2652: Cmd(0x${state.toString(16)}) 0x2a, CmdSN 0x${(state % 65_536).toString(16)} from world ${state % 99_999} to dev "naa.60060000"`,
    );
  }
  return Buffer.from(lines.join('\n'));
}

function noise(size: number, seed: number): Buffer {
  const words = new Uint32Array(size / 4);
  let state = seed * 7919 + 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return Buffer.from(words.buffer);
}

await pipeline(Readable.from(bundle(Number(megabytes) * MB)), createGzip({ level: 6 }), createWriteStream(file!));
