/** The time in the workspace: the real one, which a test may push forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Makes tickets, triggers, response URLs and rate limits older; timers that already run are not touched. */
  advance(ms: number): void;
}

export function newClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
