import type { Bucket } from './gate.ts';
import type { Job, Request } from './job.ts';

/** What a channel has to say, in the order it came. One call at a time is made for it. */
export class Lane {
  readonly channel: string;
  /** The channel's own rate for new messages. */
  readonly posts: Bucket;
  readonly jobs: Job[] = [];
  busy = false;
  /** Whether it has been said that this queue is full. */
  saidFull = false;

  constructor(channel: string, posts: Bucket) {
    this.channel = channel;
    this.posts = posts;
  }

  /**
   * The job that a request joins, so that no other is needed: the same message asked for again, an edit of the same message
   * that waits, or an answer on its way that makes progress stale.
   */
  joins(request: Request): Job | undefined {
    if (request.editOf === undefined) return this.jobs.find((job) => request.key && job.request.key === request.key);
    const same = this.jobs.filter((job) => job.request.editOf === request.editOf);
    const waiting = same.find((job) => !job.running);
    if (waiting !== undefined || request.kind !== 'progress') return waiting;
    return same.find((job) => job.request.kind !== 'progress');
  }

  /** A later edit of the same message. */
  overtakes(job: Job): Job | undefined {
    if (job.request.editOf === undefined) return undefined;
    return this.jobs.find((other) => other !== job && other.request.editOf === job.request.editOf);
  }

  /** False where it has left already. */
  remove(job: Job): boolean {
    const at = this.jobs.indexOf(job);
    if (at >= 0) this.jobs.splice(at, 1);
    return at >= 0;
  }

  /** Jobs that may be dropped: not on their way, and known not to stand in Slack. */
  droppable(): Job[] {
    return this.jobs.filter(({ running, request }) => !running && !request.task.unsure);
  }

  /**
   * The first job that may go now, or when to ask again. A job that has to wait holds back its strand, unless it is progress. What
   * stands below an answer lets the first word of other questions go before it, for a while.
   */
  next(now: number, readyAt: (job: Job) => number): { readonly job: Job } | { readonly wakeAt: number } {
    const held = new Set<string>();
    let below: Job | undefined;
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const job of this.jobs) {
      if (held.has(job.request.strand)) continue;
      const ready = Math.max(job.notBefore, readyAt(job));
      if (ready <= now && !letsOthersGo(job, now)) return { job };
      if (ready <= now) below ??= job;
      else wakeAt = Math.min(wakeAt, ready);
      if (!job.isProgressEdit) held.add(job.request.strand);
    }
    return below === undefined ? { wakeAt } : { job: below };
  }
}

/** Answers may come without end: then what stands below one waits no longer than this. */
const BELOW_WAITS_MS = 10_000;

function letsOthersGo({ request: { kind }, since }: Job, now: number): boolean {
  return (kind === 'detail' || kind === 'file') && now - since < BELOW_WAITS_MS;
}
