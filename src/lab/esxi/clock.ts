import { setTimeout as wait } from 'node:timers/promises';

/** Waits; resolves at once when the signal is aborted, so that nothing of a host outlives it. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

/** Milliseconds until the next minute :01 of a clock. */
export function untilSave(now: number): number {
  const hour = 3_600_000;
  const at = 60_000;
  return (at - (now % hour) + hour) % hour || hour;
}
