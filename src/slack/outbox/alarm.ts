const LONGEST_SLEEP_MS = 60_000;

/** One timer for all queues, set to the earliest time that any of them asks for. */
export class Alarm {
  private readonly ring: () => void;
  private timer: NodeJS.Timeout | undefined;
  private at = Number.POSITIVE_INFINITY;

  constructor(ring: () => void) {
    this.ring = ring;
  }

  /** Rings at a time of the clock that never jumps, or before it. */
  by(at: number): void {
    if (at >= this.at) return;
    this.stop();
    this.at = at;
    const ms = Math.min(LONGEST_SLEEP_MS, Math.max(1, Math.ceil(at - performance.now())));
    this.timer = setTimeout(() => {
      this.stop();
      this.ring();
    }, ms);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.at = Number.POSITIVE_INFINITY;
  }
}
