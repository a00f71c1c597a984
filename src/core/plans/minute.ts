/** Keeping away from the hourly save: what is unconfirmed at minute :01 of the host's clock would be saved to the boot state. */

/** The save runs at minute :01 (KB 313072); the guard covers a clock that was read a little wrong, and the save itself. */
const SAVE = { from: 60, until: 120, guard: 15 };
const HOUR = 3600;

/** How long somebody may need for what an operator cannot see: the last moment to confirm, and the undo behind it. */
export const MARGIN_SECONDS = 20;

export type Window =
  | { readonly kind: 'clear' }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Longer than the time between two saves. */
  | { readonly kind: 'never' };

/**
 * Whether an unconfirmed window that begins now, lasts the timer and its margin, and may begin up to `slack` seconds later
 * keeps clear of the save. Seconds; `hostClock` since 1970 by the host.
 */
export function windowAt(hostClock: number, timer: number, slack = 0): Window {
  const length = timer + MARGIN_SECONDS + slack;
  const [from, until] = [SAVE.from - SAVE.guard, SAVE.until + SAVE.guard];
  if (length > HOUR - (until - from)) return { kind: 'never' };
  const past = ((hostClock % HOUR) + HOUR) % HOUR;
  if (past < until && past + length > from) return { kind: 'wait', seconds: Math.ceil(until - past) };
  if (past + length > HOUR + from) return { kind: 'wait', seconds: Math.ceil(HOUR + until - past) };
  return { kind: 'clear' };
}
