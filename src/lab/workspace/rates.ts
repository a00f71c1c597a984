import type { Clock } from './clock.ts';
import { INVENTED } from './invented.ts';

/** How often a method may be called: so many times a minute, or as posts are counted. */
export type Rate = number | 'posts' | 'free';

/** Counts calls as Slack does: a bucket a method, and for posts one a channel and one for all. */
export class Rates {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  on: boolean;

  constructor(clock: Clock, on: boolean) {
    this.#clock = clock;
    this.on = on;
  }

  /** Counts a call; the seconds to wait where it is one too many, else null. */
  take(method: string, rate: Rate, channel: string | undefined): number | null {
    if (!this.on || rate === 'free') return null;
    if (rate !== 'posts') return this.#take(method, Math.max(rate, INVENTED.tierBurst), rate / 60_000);
    return (
      this.#take(`${method} ${channel ?? ''}`, INVENTED.postBurst, 1 / 1000) ??
      this.#take(method, INVENTED.postsPerMinute, INVENTED.postsPerMinute / 60_000)
    );
  }

  #take(name: string, burst: number, perMs: number): number | null {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.#buckets.set(name, { tokens: left, at: now });
    return tokens >= 1 ? null : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  }
}
