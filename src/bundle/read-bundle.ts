import { Parser, type ReadEntry } from 'tar';
import { LIMITS, type Limits } from './limits.ts';
import { Members } from './members.ts';
import { placeOf, tellable } from './path.ts';
import { damaged, nothingInside, tooMany, unsafeMember } from './problems.ts';
import { BrokenOff, checked, Meter, onlyGzip, unpacked } from './unpack.ts';

/** What was read of a bundle, as if its commands and logs had been pasted. */
export interface BundleText {
  readonly text: string;
  /** What of it was left out. */
  readonly notes: readonly string[];
}

interface Options {
  readonly limits?: Partial<Limits>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Reads a vm-support bundle as it comes, without writing anything anywhere: of its members those that a reader knows, of logs the
 * lines that something follows from. Rejects with a `Problem` where it is none, or is made to do harm.
 */
export async function readBundle(
  name: string,
  source: AsyncIterable<Uint8Array>,
  { limits, now }: Options = {},
): Promise<BundleText> {
  const all = { ...LIMITS, ...limits };
  const meter = new Meter(name, all, now);
  const members = new Members(meter);
  const notes: string[] = [];
  const whole = await readTar(
    checked(unpacked(onlyGzip(source, name), meter), name),
    members,
    (count) => {
      if (count > all.members) throw tooMany(name, all);
    },
    name,
  );
  const texts = [...members.hosts.values()].map((host) => host.text());
  const text = texts.map((each) => each.text).join('');
  if (text === '') throw whole ? nothingInside(name) : damaged(name);
  if (!whole) notes.push(`${name} is damaged or cut off: what stands behind that was not read.`);
  for (const cut of texts.flatMap((each) => each.cut)) members.left.add(cut);
  const left = members.left.told();
  if (left !== null) notes.push(`Of ${name} I left out for its size or damage: ${left}.`);
  return { text, notes };
}

/** Goes through the members; false where the archive is broken off or damaged. */
async function readTar(
  pieces: AsyncIterable<Buffer>,
  members: Members,
  counted: (count: number) => void,
  name: string,
): Promise<boolean> {
  const work: Promise<void>[] = [];
  let broken = false;
  let count = 0;
  const parser = new Parser({
    filter: (path, entry) => {
      counted(++count);
      // A link is never followed, and its name counts like any other.
      if (placeOf(path) === null) throw unsafeMember(name, tellable(path));
      return isFile(entry as ReadEntry) && members.sinkOf(path) !== null;
    },
    onReadEntry: (entry) => readEntry(entry, members, work),
    onwarn: () => {
      broken = true;
    },
  });
  try {
    for await (const piece of pieces) {
      parser.write(piece);
      // Rotated logs of this piece: no more of them are held at a time.
      await Promise.all(work.splice(0));
    }
    parser.end();
    await Promise.all(work.splice(0));
  } catch (fault) {
    await Promise.allSettled(work);
    if (!(fault instanceof BrokenOff)) throw fault;
    return false;
  }
  return !broken;
}

const isFile = ({ type }: ReadEntry) => type === 'File' || type === 'OldFile' || type === 'ContiguousFile';

/** Its bytes are taken as they come; only one that has come to its end is read. */
function readEntry(entry: ReadEntry, members: Members, work: Promise<void>[]): void {
  const sink = members.sinkOf(entry.path)!;
  entry.on('data', (piece) => sink.write(piece as unknown as Buffer));
  entry.on('end', () => {
    if (entry.remain > 0) return;
    const ended = sink.end();
    if (ended !== undefined) work.push(ended);
  });
}
