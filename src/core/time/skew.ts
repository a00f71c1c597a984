/** A clock read at one instant that lies between two readings of ours; all in milliseconds since 1970. */
export interface ClockReading {
  readonly askedAt: number;
  readonly answeredAt: number;
  /** What the host's clock showed, in UTC, and how coarse it is: `date` shows whole seconds. */
  readonly host: number;
  readonly resolutionMs: number;
}

/** Host less ours: above zero the host is ahead. It is no further from the truth than the bound. */
export interface Skew {
  readonly skewMs: number;
  readonly boundMs: number;
}

/** A stretch that the true skew lies in, in milliseconds. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

export const spanOf = ({ skewMs, boundMs }: Skew): Span => ({ low: skewMs - boundMs, high: skewMs + boundMs });
const skewIn = ({ low, high }: Span): Skew => ({ skewMs: (low + high) / 2, boundMs: (high - low) / 2 });

/** How far a host's clock is from ours: nobody knows when within the round trip it was read, so half of that is the bound. */
export function skewOf({ askedAt, answeredAt, host, resolutionMs }: ClockReading): Skew {
  return skewIn({ low: host - answeredAt, high: host + resolutionMs - askedAt });
}

/**
 * What several readings of one clock leave: each was true, so the skew lies in all of them. Undefined without a reading, and where
 * they leave nothing: one of the clocks was set meanwhile.
 */
export function skewFrom(readings: readonly ClockReading[]): Skew | undefined {
  const spans = readings.map((each) => spanOf(skewOf(each)));
  const [low, high] = [Math.max(...spans.map((each) => each.low)), Math.min(...spans.map((each) => each.high))];
  return spans.length > 0 && low <= high ? skewIn({ low, high }) : undefined;
}

/** How far two hosts' clocks are from each other, each measured against ours. */
export function between(a: Skew, b: Skew): Skew {
  return { skewMs: a.skewMs - b.skewMs, boundMs: a.boundMs + b.boundMs };
}

/** How far a skew certainly is from a stretch: 0 where the bound reaches into it. */
export function apart(skew: Skew, { low, high }: Span): number {
  const own = spanOf(skew);
  return Math.max(0, own.low - high, low - own.high);
}

/**
 * How long to wait so that the next reading tells the most: it is to meet the host where its second turns, as far as is known now.
 * Each such reading halves what is not known.
 */
export function waitToHalve(skew: Skew, now: number, tripMs: number): number {
  const host = now + tripMs / 2 + skew.skewMs;
  return (1000 - (((host % 1000) + 1000) % 1000)) % 1000;
}
