/** Permission to call, refilled over time up to a small store of it. Times are milliseconds of a clock that never jumps. */
export class Bucket {
  private readonly perMs: number;
  private readonly most: number;
  private level: number;
  private at: number;
  private closedUntil = 0;

  constructor(rate: { readonly perSecond: number; readonly atOnce: number }, now: number) {
    this.perMs = rate.perSecond / 1_000;
    this.most = rate.atOnce;
    this.level = rate.atOnce;
    this.at = now;
  }

  /** When a call may be made that leaves `reserve` for others: now, or later. */
  readyAt(now: number, reserve = 0): number {
    this.refill(now);
    const missing = 1 + Math.min(reserve, this.most - 1) - this.level;
    return Math.max(this.closedUntil, missing <= 0 ? now : now + Math.ceil(missing / this.perMs));
  }

  take(now: number): void {
    this.refill(now);
    this.level = Math.max(0, this.level - 1);
  }

  /** Obeys a Retry-After: nothing before it, and no burst right after it. */
  close(now: number, ms: number): void {
    this.closedUntil = Math.max(this.closedUntil, now + ms);
    this.level = Math.min(this.level, 1);
    this.at = this.closedUntil;
  }

  /** Whether forgetting it would allow nothing that it forbids. */
  isFull(now: number): boolean {
    this.refill(now);
    return now >= this.closedUntil && this.level >= this.most;
  }

  private refill(now: number): void {
    if (now <= this.at) return;
    this.level = Math.min(this.most, this.level + (now - this.at) * this.perMs);
    this.at = now;
  }
}
