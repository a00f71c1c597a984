import type { Json, Store } from '../../store/store.ts';
import type { Paste } from '../incoming.ts';

/** What a thread is about: hosts to be read anew, or texts that were pasted, redacted. */
export interface About {
  readonly hosts: readonly string[];
  readonly pastes: readonly Paste[];
  /** True where a paste was longer than what is kept of it. */
  readonly cut?: boolean;
}

/** Somebody said `forget`: what the thread held by then is not read again. */
interface Forgotten {
  /** Milliseconds since 1970. */
  readonly forgottenAt: number;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** Characters of all pastes of a thread: a listing of any host is a small part of it. */
const MOST = 256 * 1024;

/** Remembers for a week what threads are about, so that a follow-up names neither host nor paste. */
export class Threads {
  private readonly store: Store;
  private readonly now: () => number;
  /** Answers that are being posted: what their threads are about is not written yet. */
  private readonly coming = new Map<string, Set<Promise<unknown>>>();

  constructor(store: Store, now: () => number) {
    this.store = store;
    this.now = now;
  }

  /** What a thread is about. A follow-up may come while the answer that it follows, in the same room, is still being remembered. */
  async recall(channel: string, thread: string, room = channel): Promise<About | null> {
    // Looked at before the store: what ends while the store is read is written after it.
    const settled = this.settled(room);
    const found = await this.read(channel, thread);
    return found ?? ((await settled) ? this.read(channel, thread) : null);
  }

  /** Posts an answer and remembers it as one step: a follow-up waits for both. */
  async during<T>(room: string, step: () => Promise<T>): Promise<T> {
    const all = this.coming.get(room) ?? new Set();
    this.coming.set(room, all);
    const done = step();
    all.add(done);
    try {
      return await done;
    } finally {
      all.delete(done);
      if (all.size === 0) this.coming.delete(room);
    }
  }

  /** Replaces what the threads were about. */
  async remember(channel: string, threads: readonly string[], about: About): Promise<void> {
    const value = bounded(about) as unknown as Json;
    const expires = this.now() + WEEK_MS;
    await this.store.commit(
      threads.map((thread) => ({ kind: 'write', key: keyOf(channel, thread), version: 'any', value, expires })),
    );
  }

  /** Waits for the answers that are being posted; false where there are none. */
  private async settled(room: string): Promise<boolean> {
    const coming = [...(this.coming.get(room) ?? [])];
    await Promise.allSettled(coming);
    return coming.length > 0;
  }

  private async read(channel: string, thread: string): Promise<About | null> {
    const found = await this.found(channel, thread);
    return found === null || 'forgottenAt' in found ? null : found;
  }

  /** When somebody last said that the thread is to be forgotten, where it has not been about anything since. */
  async forgottenAt(channel: string, thread: string): Promise<number | null> {
    const found = await this.found(channel, thread);
    return found !== null && 'forgottenAt' in found ? found.forgottenAt : null;
  }

  private async found(channel: string, thread: string): Promise<About | Forgotten | null> {
    const found = await this.store.read(keyOf(channel, thread));
    return found === null ? null : (found.value as unknown as About | Forgotten);
  }

  /** Forgets what the thread is about; `at`, in milliseconds since 1970, is when that was said. */
  async forget(channel: string, thread: string, room = channel, at = this.now()): Promise<void> {
    await this.settled(room);
    const expires = this.now() + WEEK_MS;
    const value = { forgottenAt: at };
    await this.store.commit([{ kind: 'write', key: keyOf(channel, thread), version: 'any', value, expires }]);
  }
}

const keyOf = (channel: string, thread: string) => `thread/${channel}/${thread}`;

/** The first pastes in full, then the beginning of one, to a whole line. */
function bounded({ hosts, pastes, cut = false }: About): About {
  let left = MOST;
  let isCut = cut;
  const kept: Paste[] = [];
  for (const { name, text } of pastes) {
    const part = text.length <= left ? text : text.slice(0, text.lastIndexOf('\n', left) + 1);
    if (part.length < text.length) isCut = true;
    left -= part.length;
    if (part !== '') kept.push({ name, text: part });
  }
  return { hosts, pastes: kept, ...(isCut && { cut: true }) };
}
