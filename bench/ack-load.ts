/** People who type commands: at a rate, whatever comes back, or as fast as they are acknowledged. */
import type { App } from './ack-app.ts';

const COMMAND = { as: 'netops', channel: 'ops', text: '/vmk help' };
const AT_ONCE = 16;

/** So many a second for so many seconds; milliseconds from the typing to the acknowledgement. */
export async function openLoop({ workspace }: App, perSecond: number, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const going: Promise<void>[] = [];
  const begun = performance.now();
  for (let sent = 0; sent < perSecond * seconds; ) {
    for (const due = (performance.now() - begun) * (perSecond / 1000); sent < due; sent += 1)
      going.push(typed(workspace, times));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(going);
  return times;
}

/** Each of so many people types again as soon as the last command is acknowledged; commands a second. */
export async function closedLoop({ workspace }: App, seconds: number): Promise<number> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const person = async () => {
    while (performance.now() < end) await typed(workspace, times);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, person));
  return (times.length * 1000) / (performance.now() - begun);
}

async function typed({ client }: App['workspace'], times: number[]): Promise<void> {
  const begun = performance.now();
  const { outcome } = await client.command(COMMAND);
  // Slack gives up after 3 s: that is how long it took, and more.
  if (outcome !== 'acknowledged' && outcome !== 'operation_timeout') throw new Error(`a command ended as ${outcome}`);
  times.push(performance.now() - begun);
}

const QUIET_MS = 500;

/** Waits until the app has nothing more to say, so that the next round is its own. */
export async function quiet({ workspace: { log } }: App): Promise<void> {
  for (let last: unknown; ; ) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const latest = log.calls().at(-1);
    if (latest === last) return;
    last = latest;
  }
}

/** The p-th percentile. */
export function at(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: at(values, 50), least: Math.min(...values), most: Math.max(...values) };
}
