import { StringDecoder } from 'node:string_decoder';
import type { Need } from '../core/esxi/needs.ts';
import { withDeadline } from './bounded.ts';
import type { ChangeText } from './change-text.ts';
import { type Answered, collect, failure } from './collect.ts';
import { tooLong } from './fault.ts';
import { LIMITS } from './limits.ts';
import type { Login } from './login.ts';
import { VERSION_QUERY } from './queries.ts';
import { type Connection, connect, type Surroundings } from './ssh.ts';

/** What a text printed; `status` is null where the host did not say how it ended. */
export interface RanText {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** A connection of its own for one change: never one that somebody reads over, so that a new one is a new login. */
export interface ChangeSession {
  /** Rejects with a `Problem` where the link breaks or the time is over; the text may then still run on the host. */
  run(text: ChangeText, ms: number, signal?: AbortSignal): Promise<RanText>;
  /** The transcript of what was read. */
  read(needs: readonly Need[], signal?: AbortSignal): Promise<{ readonly transcript: string; readonly readAt: string }>;
  close(): Promise<void>;
}

/** What a text for a change may print; each is a few listings at most. */
const MOST_LETTERS = 200_000;
const LANES = 3;
/** A host that was changed is asked once more, behind its timer: it may not let us in just while that runs. */
const MOST_REFUSED = 2;

/** Logs in anew. */
export async function openChange(login: Login, around: Surroundings): Promise<ChangeSession> {
  const backOff = around.backOff.allowing(MOST_REFUSED);
  return new OneConnection(await connect(login, { ...around, backOff }));
}

class OneConnection implements ChangeSession {
  readonly #connection: Connection;
  #version: Answered | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async run(text: ChangeText, ms: number, signal?: AbortSignal): Promise<RanText> {
    const said = { stdout: '', stderr: '' };
    const keep = (stream: 'stdout' | 'stderr') => {
      // A letter may come in two chunks.
      const decoder = new StringDecoder('utf8');
      return (chunk: Buffer) => {
        if (said[stream].length < MOST_LETTERS) said[stream] += decoder.write(chunk);
      };
    };
    const limit = withDeadline(ms, () => tooLong(this.#connection.login, ms), signal);
    try {
      const listener = { stdout: keep('stdout'), stderr: keep('stderr') };
      const { status } = await this.#connection.exec(text.text, listener, limit.signal, ms);
      return { ...said, status };
    } finally {
      limit.done();
    }
  }

  async read(needs: readonly Need[], signal?: AbortSignal) {
    const { login } = this.#connection;
    const limit = withDeadline(LIMITS.whole, () => tooLong(login, LIMITS.whole), signal);
    const known = { version: this.#version, limits: LIMITS, now: Date.now, lanes: LANES };
    const collected = await collect(this.#connection, { needs, signal: limit.signal, ...known }).finally(limit.done);
    this.#version ??= collected.answers.find((each) => each.query === VERSION_QUERY && failure(each) === null);
    return collected;
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}
