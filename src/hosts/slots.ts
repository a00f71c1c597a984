import { reasonOf } from './bounded.ts';

/** A number of places, taken in the order they were asked for. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** Waits for a place; what it returns gives the place back, once however often it is called. */
  async take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw reasonOf(signal);
    if (this.free > 0) this.free -= 1;
    else await this.turn(signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    };
  }

  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const mine = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const at = this.waiting.indexOf(mine);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(reasonOf(signal!));
      };
      this.waiting.push(mine);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
