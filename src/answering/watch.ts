const NANOSECONDS = 1_000_000n;

/** Ends a run that is stopped from outside or takes too long. Its time begins when the worker says so, not in the queue. */
export class Watch {
  /** Where the worker writes when it began. */
  readonly began = new SharedArrayBuffer(8);
  late = false;
  private readonly control = new AbortController();
  private readonly stop: AbortSignal;
  private timer: NodeJS.Timeout | undefined;
  private readonly abort = () => this.control.abort();

  constructor(limitMs: number, stop: AbortSignal) {
    this.stop = stop;
    if (stop.aborted) this.abort();
    stop.addEventListener('abort', this.abort, { once: true });
    this.look(limitMs, limitMs);
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  /** Milliseconds that the worker has had; 0 while it has not begun. */
  elapsed(): number {
    const began = new BigInt64Array(this.began)[0]!;
    return began === 0n ? 0 : Number((process.hrtime.bigint() - began) / NANOSECONDS);
  }

  end(): void {
    clearTimeout(this.timer);
    this.stop.removeEventListener('abort', this.abort);
  }

  private look(limitMs: number, inMs: number): void {
    this.timer = setTimeout(
      () => {
        const left = limitMs - this.elapsed();
        if (left > 0) return this.look(limitMs, left);
        this.late = true;
        this.abort();
      },
      Math.max(inMs, 1),
    );
  }
}
