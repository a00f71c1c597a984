import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Capture } from '../command.ts';
import { isBundleName, isGzip, isZip } from '../file-kind.ts';
import { Problem } from '../problem.ts';

/** No shell session is this long; a file that is was named by mistake. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads every `--from`, `-` from standard input. */
export async function readCaptures(names: readonly string[]): Promise<readonly Capture[]> {
  if (names.length === 0) throw noInput();
  if (names.filter((name) => name === '-').length > 1) {
    throw refused('usage', 'Standard input can be read only once.', 'Give one --from - and files for the rest.', 2);
  }
  const captures: Capture[] = [];
  for (const name of names) captures.push(await readCapture(name));
  return captures;
}

/** No entry of an export is this long. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** The lines of one file, or of standard input, however many they are. */
export async function* readLines(name: string): AsyncGenerator<string> {
  if (name !== '-') {
    const found = await stat(name).catch((fault) => Promise.reject(cannotOpen(name, fault)));
    if (found.isDirectory()) throw refusedDirectory(name);
  }
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of name === '-' ? process.stdin : createReadStream(name)) {
    const lines = `${rest}${decoder.decode(chunk as Buffer, { stream: true })}`.split('\n');
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LONGEST_LINE) throw tooLong(name);
  }
  if (rest !== '') yield rest;
}

/** A support bundle is told by its name or its first bytes, and anything else is text. */
async function readCapture(name: string): Promise<Capture> {
  const shown = name === '-' ? 'standard input' : name;
  const stream = await opened(name);
  try {
    const pieces = stream[Symbol.asyncIterator]();
    const first = await pieces.next();
    const head: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
    const all = resumed(head, pieces);
    if (isBundleName(name) || isGzip(head)) {
      const { readBundle } = await import('../bundle/index.ts');
      const { text, notes } = await readBundle(shown, all);
      return { name, text, ...(notes.length > 0 && { notes }) };
    }
    if (isZip(head)) return { name, text: await depotText(name, shown, all) };
    return { name, text: decode(await bounded(shown, all)) };
  } catch (fault) {
    throw fault instanceof Error && 'errno' in fault ? cannotOpen(shown, fault) : fault;
  } finally {
    stream.destroy();
  }
}

async function opened(name: string): Promise<Readable> {
  if (name === '-') return process.stdin;
  const found = await stat(name).catch((fault) => Promise.reject(cannotOpen(name, fault)));
  if (found.isDirectory()) throw refusedDirectory(name);
  return createReadStream(name, { highWaterMark: 256 * 1024 });
}

/** An offline bundle: a file is read here and there, however large it is; what comes by standard input is held. */
async function depotText(name: string, shown: string, all: AsyncIterable<Buffer>): Promise<string> {
  const { readDepot } = await import('../depot/index.ts');
  return readDepot(shown, name === '-' ? { bytes: await bounded(shown, all) } : { path: name });
}

async function* resumed(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Reads no more than the limit, whatever the size a device or pipe claims to have. */
async function bounded(name: string, stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MOST_BYTES) throw tooLarge(name);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** Text as UTF-8, or UTF-16 where its mark says so (what PowerShell writes with `>`). */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

function refused(code: string, message: string, next: string, exit: 1 | 2): Problem {
  return new Problem({ code, message, next, exit });
}

function noInput(): Problem {
  const next =
    'Add --from FILE with what the host printed, --from - to read it from standard input, or the name of a configured host as the first word.';
  return refused('no-input', 'Nothing was given to read the host from.', next, 2);
}

function cannotOpen(name: string, fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  const why = (fault as { code?: string }).code === 'ENOENT' ? 'does not exist' : 'could not be opened';
  return refused('no-file', `The file ${name} ${why}.`, 'Check the name after --from.', 2);
}

function refusedDirectory(name: string): Problem {
  return refused('no-file', `${name} is a folder, not a file.`, 'Give one file after --from, once for each file.', 2);
}

function tooLarge(name: string): Problem {
  const next = 'Cut it to the outputs that matter, e.g. those of esxcfg-vmknic -l and esxcfg-route -l.';
  return refused('too-large', `${name} is larger than 16 MB, and I read no more than that.`, next, 1);
}

function tooLong(name: string): Problem {
  const next = 'It is the file that vmkbot audit export wrote, an entry a line.';
  return refused('too-large', `${name} has a line of more than 4 MB, so it is no export of the audit.`, next, 1);
}
