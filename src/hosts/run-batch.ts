import { randomBytes } from 'node:crypto';
import { Problem } from '../problem.ts';
import { BatchReader, batchScript, commandLine, type Output } from './batch.ts';
import { noShell } from './fault.ts';
import { MOST_BYTES } from './limits.ts';
import type { Query } from './queries.ts';
import type { Connection } from './ssh.ts';

/** Why a batch ended where it did: all done, a command that hung, output that stopped short, or too much of it. */
export type BatchEnd = 'complete' | 'hung' | 'cut' | 'too-much';

export interface BatchResult {
  /** One a command, as far as they were seen. */
  readonly outputs: readonly Output[];
  /** How many of them ended. */
  readonly ended: number;
  readonly end: BatchEnd;
  /** When the end of the last one that ended was seen, in milliseconds of `performance.now`. */
  readonly seenAt: number;
}

class Stopped extends Error {
  readonly end: 'complete' | 'hung' | 'too-much';
  constructor(end: Stopped['end']) {
    super(end);
    this.end = end;
  }
}

/** Runs commands in one exec. Each has `ms` to end; where one does not, the batch is ended on the host, too. */
export async function runBatch(
  connection: Connection,
  queries: readonly Query[],
  ms: number,
  signal?: AbortSignal,
): Promise<BatchResult> {
  const nonce = randomBytes(16).toString('hex');
  const reader = new BatchReader(nonce, queries.length);
  const watch = new Watch(connection, reader, ms, signal);
  const commands = queries.map(({ words }) => words);
  try {
    await connection.exec(batchScript(nonce, commands), watch, watch.signal, ms);
    return finished(connection, reader, watch.seenAt);
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw await ended(connection, reader, fault);
    if (fault.end === 'complete') return finished(connection, reader, watch.seenAt);
    await endOnHost(connection, reader);
    return { outputs: reader.outputs(), ended: reader.ended, end: fault.end, seenAt: watch.seenAt };
  } finally {
    watch.done();
  }
}

function finished(connection: Connection, reader: BatchReader, seenAt: number): BatchResult {
  const outputs = reader.outputs();
  if (outputs.length === 0) throw noShell(connection.login, reader.stray());
  return { outputs, ended: reader.ended, end: reader.complete ? 'complete' : 'cut', seenAt };
}

/** A cancelled batch is ended on the host as well; on a broken connection nothing more can be done. */
async function ended(connection: Connection, reader: BatchReader, fault: unknown): Promise<unknown> {
  if (fault instanceof Problem && !connection.isOver) await endOnHost(connection, reader);
  return fault;
}

const END_MS = 2000;
/** How long a batch that was sent and is cancelled may take to tell the number by which it is ended, in milliseconds. */
const TELLS_MS = 1000;
/** How long a channel may stay open after everything was answered, in milliseconds. */
const CLOSE_MS = 300;

/**
 * Ends our own batch: the process group of its shell, whose number the batch told, and the shell alone where the host's
 * kill knows no groups. A closed channel alone would leave a hanging esxcli behind. What has ended is left alone, for its
 * number may be another's by now. Where the host knows no such thing, that is no fault of the read.
 */
async function endOnHost(connection: Connection, { pid, complete }: BatchReader): Promise<void> {
  if (pid === undefined || complete || connection.isOver) return;
  const nothing = { stdout() {}, stderr() {} };
  const limit = AbortSignal.timeout(END_MS);
  const line = [`-${pid}`, `${pid}`].map((target) => commandLine(['kill', '-9', target])).join('; ');
  await connection.exec(line, nothing, limit, END_MS).catch(() => {});
}

/** Counts the time of the command that is running, and what was printed. */
class Watch {
  readonly signal: AbortSignal;
  seenAt = performance.now();
  private readonly control = new AbortController();
  private readonly connection: Connection;
  private readonly reader: BatchReader;
  private readonly ms: number;
  private readonly outer: AbortSignal | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ended = -1;
  private complete = false;
  private isSent = false;
  /** Cancelled, and not yet told by which number the host runs it. */
  private leaving: NodeJS.Timeout | undefined;

  constructor(connection: Connection, reader: BatchReader, ms: number, outer: AbortSignal | undefined) {
    this.connection = connection;
    this.reader = reader;
    this.ms = ms;
    this.outer = outer;
    this.signal = this.control.signal;
    if (outer?.aborted) this.cancel();
    outer?.addEventListener('abort', this.cancel, { once: true });
  }

  sent(): void {
    this.isSent = true;
  }

  started(): void {
    this.progress();
  }

  stdout(chunk: Buffer): void {
    this.reader.stdout(chunk);
    this.progress();
  }

  stderr(chunk: Buffer): void {
    this.reader.stderr(chunk);
    this.progress();
  }

  done(): void {
    clearTimeout(this.timer);
    clearTimeout(this.leaving);
    this.outer?.removeEventListener('abort', this.cancel);
  }

  private progress(): void {
    if (this.leaving !== undefined && this.reader.pid !== undefined) return void this.leave();
    if (this.reader.bytes > MOST_BYTES) this.control.abort(new Stopped('too-much'));
    const { ended, complete } = this.reader;
    if (complete && !this.complete) this.stopAfter(CLOSE_MS, 'complete');
    else if (ended !== this.ended) this.stopAfter(this.ms, 'hung');
    if (ended !== this.ended) this.seenAt = this.connection.moved = performance.now();
    this.ended = ended;
    this.complete = complete;
  }

  private stopAfter(ms: number, end: Stopped['end']): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.control.abort(new Stopped(end)), ms);
  }

  private cancel = (): void => {
    if (!this.isSent || this.reader.pid !== undefined) return void this.leave();
    this.leaving ??= setTimeout(this.leave, TELLS_MS);
  };

  private leave = (): void => this.control.abort(this.outer!.reason);
}
