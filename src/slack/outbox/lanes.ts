import type { Job } from './job.ts';
import { Lane } from './lane.ts';
import type { Limits } from './limits.ts';
import type { Pacing } from './pacing.ts';

/** Empty lanes are forgotten in bulk, when there are so many. */
const LANES_KEPT = 500;

/** A lane a channel, in the order of their turns, and how much waits in all of them. */
export class Lanes {
  waiting = 0;
  private emptied: (() => void) | undefined;
  private characters = 0;
  private readonly limits: Limits;
  private readonly pacing: Pacing;
  private readonly lanes = new Map<string, Lane>();

  constructor(limits: Limits, pacing: Pacing) {
    this.limits = limits;
    this.pacing = pacing;
  }

  all(): Lane[] {
    return [...this.lanes.values()];
  }

  of(channel: string): Lane {
    const known = this.lanes.get(channel);
    if (known !== undefined) return known;
    const now = performance.now();
    if (this.lanes.size >= LANES_KEPT) this.forgetIdle(now);
    const lane = new Lane(channel, this.pacing.channel(now));
    this.lanes.set(channel, lane);
    return lane;
  }

  /** Whoever was served comes last when turns are given again. */
  served(lane: Lane): void {
    this.lanes.delete(lane.channel);
    this.lanes.set(lane.channel, lane);
  }

  /** False where there is no room. */
  enter(lane: Lane, job: Job): boolean {
    const { waitingPerChannel, waiting, waitingCharacters } = this.limits;
    const { size } = job.request;
    if (lane.jobs.length >= waitingPerChannel) return false;
    if (this.waiting >= waiting || this.characters + size > waitingCharacters) return false;
    lane.jobs.push(job);
    this.waiting += 1;
    this.characters += size;
    return true;
  }

  replace(job: Job, request: Job['request']): void {
    this.characters += request.size - job.request.size;
    job.replace(request, performance.now());
  }

  /** Takes a job out of its queue; false where it has left already. */
  leave(lane: Lane, job: Job): boolean {
    if (!lane.remove(job)) return false;
    this.waiting -= 1;
    this.characters -= job.request.size;
    if (this.waiting === 0) this.emptied?.();
    lane.saidFull &&= lane.jobs.length > this.limits.waitingPerChannel / 2;
    return true;
  }

  /** Resolves when nothing waits. */
  empty(): Promise<void> {
    if (this.waiting === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.emptied = resolve;
    });
  }

  private forgetIdle(now: number): void {
    for (const [channel, lane] of this.lanes) {
      if (lane.jobs.length === 0 && !lane.busy && lane.posts.isFull(now)) this.lanes.delete(channel);
    }
  }
}
