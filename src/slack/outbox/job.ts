import type { MessageKind, Posted } from '../message.ts';
import { Undelivered, type UndeliveredReason } from './outbox.ts';
import type { Task } from './tasks/task.ts';

/** What is asked of a channel's queue. */
export interface Request {
  readonly task: Task;
  readonly kind: MessageKind | 'whisper' | 'file';
  /** Requests of one strand go out in the order they came: a thread, or a message that begins one. */
  readonly strand: string;
  /** `ts` of the message that is edited. */
  readonly editOf?: string;
  /** The key of the message that is posted. */
  readonly key?: string;
  readonly until?: number;
  /** How much room it takes, in characters. */
  readonly size: number;
}

/** A request that waits or is being sent, and the promise of everybody who waits for it. */
export class Job {
  request: Request;
  tries = 0;
  /** Before it the job is not tried, by a clock that never jumps. */
  notBefore = 0;
  running = false;
  since: number;
  readonly done: Promise<Posted | undefined>;
  /** The same without its result: one promise, however many edits wait for it. */
  readonly over: Promise<void>;
  private resolve!: (value: Posted | undefined | Promise<Posted | undefined>) => void;
  private reject!: (error: unknown) => void;

  constructor(request: Request, now: number) {
    this.request = request;
    this.since = now;
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.over = this.done.then(() => {});
    // What is not delivered is logged by the queue, so a caller that does not care for it must not end the process.
    this.done.catch(() => {});
    this.over.catch(() => {});
  }

  /** A later edit takes the place of this one in the queue. */
  replace(request: Request, now: number): void {
    this.request = request;
    this.since = now;
    this.tries = 0;
  }

  succeed(posted?: Posted): void {
    this.resolve(posted);
  }

  /** Ends as another one does. */
  follow(other: Job): void {
    this.resolve(other.done);
  }

  fail(reason: UndeliveredReason, word: string | null = null): this {
    this.reject(new Undelivered(reason, word));
    return this;
  }

  /** A fault of ours. */
  break(error: unknown): void {
    this.reject(error);
  }

  get isProgressEdit(): boolean {
    return this.request.kind === 'progress' && this.request.editOf !== undefined;
  }
}
