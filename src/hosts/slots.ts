import { reasonOf } from './bounded.ts';

/** A number of places, taken in the order they were asked for; where several owners wait, they take turns. */
export class Slots {
  private free: number;
  private readonly waiting = new Map<unknown, (() => void)[]>();

  constructor(count: number) {
    this.free = count;
  }

  /** Waits for a place; what it returns gives the place back, once however often it is called. */
  async take(signal?: AbortSignal, owner?: unknown): Promise<() => void> {
    if (signal?.aborted) throw reasonOf(signal);
    if (this.free > 0) this.free -= 1;
    else await this.turn(signal, owner);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.next();
      if (next === undefined) this.free += 1;
      else next();
    };
  }

  private turn(signal: AbortSignal | undefined, owner: unknown): Promise<void> {
    const line = this.waiting.get(owner) ?? [];
    this.waiting.set(owner, line);
    return new Promise((resolve, reject) => {
      const mine = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const at = line.indexOf(mine);
        if (at >= 0) line.splice(at, 1);
        if (line.length === 0 && this.waiting.get(owner) === line) this.waiting.delete(owner);
        reject(reasonOf(signal!));
      };
      line.push(mine);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Whose turn it is: the first of the owner who waits longest, who then stands behind the others. */
  private next(): (() => void) | undefined {
    for (const [owner, line] of this.waiting) {
      const next = line.shift();
      this.waiting.delete(owner);
      if (line.length > 0) this.waiting.set(owner, line);
      return next;
    }
    return undefined;
  }
}
