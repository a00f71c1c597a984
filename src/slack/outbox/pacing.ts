import { Bucket } from './gate.ts';
import type { Job } from './job.ts';
import type { Limits } from './limits.ts';

/** A rate that Slack does not tell in advance: as fast as may be, until it says otherwise. */
const UNKNOWN_RATE = { perSecond: 1_000, atOnce: 1_000 };

/** How fast may be spoken: new messages by channel, everything else by method over all channels, as Slack counts them. */
export class Pacing {
  private readonly limits: Limits;
  private readonly methods = new Map<string, Bucket>();

  constructor(limits: Limits, now: number) {
    this.limits = limits;
    const edits = { perSecond: limits.editsPerMinute / 60, atOnce: limits.editsAtOnce };
    this.methods.set('chat.update', new Bucket(edits, now));
  }

  channel(now: number): Bucket {
    return new Bucket({ perSecond: this.limits.postsPerSecond, atOnce: this.limits.postsAtOnce }, now);
  }

  readyAt(posts: Bucket, job: Job, now: number): number {
    const reserve = job.isProgressEdit ? this.limits.editsNotForProgress : 0;
    return this.bucketOf(posts, job.request.task.method)?.readyAt(now, reserve) ?? now;
  }

  take(posts: Bucket, method: string, now: number): void {
    this.bucketOf(posts, method)?.take(now);
  }

  slowDown(posts: Bucket, method: string, now: number, ms: number): void {
    const known = this.bucketOf(posts, method);
    const bucket = known ?? new Bucket(UNKNOWN_RATE, now);
    if (known === undefined) this.methods.set(method, bucket);
    bucket.close(now, ms);
  }

  /** Half of it by chance, so that channels that failed together do not come back together. */
  backOff(tries: number): number {
    const { firstBackOffMs, longestBackOffMs } = this.limits;
    return Math.min(longestBackOffMs, firstBackOffMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
  }

  private bucketOf(posts: Bucket, method: string): Bucket | undefined {
    return method === 'chat.postMessage' ? posts : this.methods.get(method);
  }
}
