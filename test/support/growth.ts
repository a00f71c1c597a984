/** The least of several runs, in milliseconds of CPU: on a busy box the clock on the wall tells of others. */
async function quickest(run: () => unknown, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const from = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

/**
 * How many times longer a thing of eight times the length takes: about 8 where it is linear, 64 where it is quadratic. Of up to four
 * measurements the least, for a busy box spoils one and not four in a row.
 */
export async function growth(run: (length: number) => unknown, small: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4 && least >= 32; tries++) {
    const base = Math.max(await quickest(() => run(small), 3), 2);
    least = Math.min(least, (await quickest(() => run(small * 8), 2)) / base);
  }
  return least;
}
