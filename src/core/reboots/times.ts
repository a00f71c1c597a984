import type { LogLine } from '../esxi/log-state.ts';

/** A line with its time in milliseconds; those of classic ESX show no year, so they count from a year of their own. */
export interface Timed {
  readonly ms: number;
  readonly line: LogLine;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SYSLOG = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)$/;
/** Any leap year, so that 29 February is one. */
const FIRST_YEAR = 2000;

/** The lines that show a time, each once, in the order of time. A bundle holds some logs under two names. */
export function timed(lines: readonly LogLine[]): readonly Timed[] {
  const found: Timed[] = [];
  const seen = new Set<string>();
  const years = new Map<string | null, { year: number; month: number }>();
  for (const line of lines) {
    const ms = line.at === null ? Number.NaN : msOf(line.at, years, line.log);
    const key = `${line.at} ${line.program} ${line.text}`;
    if (Number.isNaN(ms) || seen.has(key)) continue;
    seen.add(key);
    found.push({ ms, line });
  }
  return found.sort((a, b) => a.ms - b.ms);
}

/** January after December is the next year, in each log by itself. */
function msOf(at: string, years: Map<string | null, { year: number; month: number }>, log: string | null): number {
  const [, name, day, hour, minute, second] = SYSLOG.exec(at) ?? [];
  if (name === undefined) return Date.parse(at);
  const month = MONTHS.indexOf(name);
  const before = years.get(log) ?? { year: FIRST_YEAR, month };
  const year = month < before.month - 6 ? before.year + 1 : before.year;
  years.set(log, { year, month });
  return month < 0 ? Number.NaN : Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second));
}

/** Those from one time to another, both included, of what stands in the order of time. */
export function within<T extends { readonly ms: number }>(
  sorted: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  return sorted.slice(
    countBelow(sorted, (ms) => ms < from),
    countBelow(sorted, (ms) => ms <= to),
  );
}

function countBelow(sorted: readonly { readonly ms: number }[], isBelow: (ms: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle]!.ms)) low = middle + 1;
    else high = middle;
  }
  return low;
}
