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

/** How far a host's clock is from ours: nobody knows when within the round trip it was read, so half of that is the bound. */
export function skewOf({ askedAt, answeredAt, host, resolutionMs }: ClockReading): Skew {
  const [ours, halfTrip] = [(askedAt + answeredAt) / 2, (answeredAt - askedAt) / 2];
  return { skewMs: host + resolutionMs / 2 - ours, boundMs: halfTrip + resolutionMs / 2 };
}

/** How far two hosts' clocks are from each other, each measured against ours. */
export function between(a: Skew, b: Skew): Skew {
  return { skewMs: a.skewMs - b.skewMs, boundMs: a.boundMs + b.boundMs };
}
