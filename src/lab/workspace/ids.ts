import type { Clock } from './clock.ts';

/** Names for what is new, in Slack's forms. */
export interface Ids {
  /** An id such as `U0LAB00000A`. */
  next(prefix: string): string;
  /** A message's `ts`: later than any before it. */
  ts(): string;
  /** A word that nobody guesses by counting: for tokens, tickets, triggers. */
  secret(): string;
}

export function newIds(clock: Clock): Ids {
  let count = 0;
  let last = 0;
  return {
    next(prefix) {
      count += 1;
      return `${prefix}0LAB${count.toString(36).toUpperCase().padStart(6, '0')}`;
    },
    ts() {
      last = Math.max(last + 1, Math.floor(clock.now()) * 1000);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
    },
    secret: () => crypto.randomUUID().replaceAll('-', ''),
  };
}
