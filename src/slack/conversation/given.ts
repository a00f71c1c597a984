import { Problem } from '../../problem.ts';
import type { Downloaded } from '../files/download.ts';
import type { FileGiven, Paste } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { shortened, visibleLine } from '../text/index.ts';
import { redacted } from './redacted.ts';

/** What one question reads of what was given: so many files, and so many characters of all texts. */
const MOST_FILES = 10;
const MOST_CHARACTERS = 4 * 1024 * 1024;
/** Files that are fetched at the same time. */
const AT_ONCE = 3;

/** The texts that can be read, without their secrets, and a sentence for what was left out. */
export interface Read {
  readonly pastes: readonly Paste[];
  readonly note?: string;
}

interface Given {
  readonly pastes: readonly Paste[];
  readonly files: readonly FileGiven[];
  /** True where more was given than Slack was asked for. */
  readonly more?: boolean;
}

/** Reads what was given. Rejects with the first file's `Problem` where there is nothing else to read. */
export async function readGiven({ pastes, files, more = false }: Given, ports: Ports): Promise<Read> {
  const left: string[] = [];
  const tried = await fetched(files.slice(0, MOST_FILES), ports);
  const texts = [...pastes, ...tried.flatMap((each) => (each instanceof Problem ? [] : [each]))];
  const faults = tried.flatMap((each) => (each instanceof Problem ? [each] : []));
  if (texts.length === 0 && faults.length > 0) throw faults[0];
  left.push(...faults.map(({ message }) => message));
  left.push(...tried.flatMap((each) => (each instanceof Problem ? [] : (each.notes ?? []))));
  const names = files.slice(MOST_FILES).map(({ name }) => name);
  const kept = within(texts, names);
  if (names.length > 0) {
    left.push(`I read ${MOST_FILES} files and 4 MB a question, so I left out ${listed(names)}.`);
  }
  if (more) left.push('This thread has more messages than the first 100, which I read.');
  const read: Paste[] = [];
  for (const { name, text } of kept) read.push({ name, text: await redacted(text, ports) });
  return { pastes: read, ...(left.length > 0 && { note: left.join(' ') }) };
}

async function fetched(files: readonly FileGiven[], { slack }: Ports): Promise<(Downloaded | Problem)[]> {
  const found: (Downloaded | Problem)[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    found.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map((file) => slack.download(file).catch(told)))));
  }
  return found;
}

function told(fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  throw fault;
}

/** Whole texts, as many as are read; the names of the others are added to `left`. */
function within(texts: readonly Paste[], left: string[]): Paste[] {
  let size = 0;
  return texts.filter(({ name, text }) => {
    const fits = size + text.length <= MOST_CHARACTERS;
    if (fits) size += text.length;
    else left.push(name);
    return fits;
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => shortened(visibleLine(name), 60));
  const others = names.length - shown.length;
  return `${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}
