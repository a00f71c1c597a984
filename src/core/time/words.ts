import type { Skew } from './skew.ts';

/** `0.12 ms`, `4.5 s`, `6 min 2 s`, `3.1 h`. */
export function spanText(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1000) return `${Number(size.toFixed(size < 10 ? 2 : 0))} ms`;
  if (size < 60_000) return `${Number((size / 1000).toFixed(1))} s`;
  if (size < 7_200_000) {
    const whole = Math.round(size / 1000);
    return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  }
  return size < 172_800_000 ? `${Number((size / 3_600_000).toFixed(1))} h` : `${Math.round(size / 86_400_000)} days`;
}

/** Whom a host follows that shows no table of its servers and says itself that it is in sync. */
export const BY_ITS_WORD = 'by its own word';

/** An offset as ntpd gives it, server less host: below zero the host is ahead. */
export function offsetText(ms: number): string {
  if (Math.abs(ms) < 0.01) return 'is 0 ms from';
  return `is ${spanText(ms)} ${ms < 0 ? 'ahead of' : 'behind'}`;
}

/** A measured difference with its bound, host less ours: `6 min (± 62 ms) ahead of`, `within 62 ms of`. */
export function skewText({ skewMs, boundMs }: Skew): string {
  if (Math.abs(skewMs) <= boundMs) return `within ${spanText(boundMs + Math.abs(skewMs))} of`;
  return `${spanText(skewMs)} (± ${spanText(boundMs)}) ${skewMs > 0 ? 'ahead of' : 'behind'}`;
}
