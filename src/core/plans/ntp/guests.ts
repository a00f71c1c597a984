/** What correcting a clock does to the guests of its host, as far as that is known before. */
import type { HostState } from '../../esxi/host-state.ts';
import { guestTimeStep } from '../../rules/guest-time-step.ts';
import { judge } from '../../rules/rule.ts';
import { judgeTime } from '../../time/judge.ts';
import { GUEST_MS } from '../../time/limits.ts';
import { apart, type Skew, skewFrom } from '../../time/skew.ts';
import { spanText } from '../../time/words.ts';

/** How far the host is off; below zero it is ahead. */
export interface Off {
  readonly ms: number;
  /** `bot`: measured against our clock, right to the bound; else from a time server. */
  readonly from: 'server' | 'bot';
  /** There where it was measured against our clock. */
  readonly boundMs?: number;
}

/** null where nothing tells. A server is asked first: guests may trust it, and nobody vouches for our clock. */
export function offOf(state: HostState): Off | null {
  const { offsetMs } = judgeTime(state);
  if (offsetMs !== undefined) return { ms: offsetMs, from: 'server' };
  const skew = skewFrom(state.clockReadings ?? []) ?? skewByDate(state);
  return skew === undefined ? null : { ms: -skew.skewMs, from: 'bot', boundMs: skew.boundMs };
}

/** A read may take so long, so a smaller difference says nothing. */
const ABOUT_MS = 60_000;

/** Its `date` beside when it was read. */
function skewByDate(state: HostState): Skew | undefined {
  const skewMs = Date.parse(state.clock?.system ?? '') - Date.parse(state.host.readAt ?? '');
  return Number.isNaN(skewMs) ? undefined : { skewMs, boundMs: ABOUT_MS };
}

/** Whether guests would notice the step. */
export function isBig({ ms, boundMs = 0 }: Off): boolean {
  return apart({ skewMs: ms, boundMs }, { low: 0, high: 0 }) >= GUEST_MS;
}

/** `6 min 2 s`, and where it was measured against our clock how surely: `6 min 2 s (± 62 ms)`. */
export function offText({ ms, boundMs }: Off): string {
  return boundMs === undefined ? spanText(ms) : `${spanText(ms)} (± ${spanText(boundMs)})`;
}

/** What a step does to guests, and what stops it, in the words of its rule. */
export function guestWords(state: HostState, { ms }: Off): { readonly why: string; readonly todo: string } {
  const [found] = judge(guestTimeStep, state).findings;
  if (found !== undefined) return found;
  const facts = { subject: '', offsetMs: ms, direction: ms < 0 ? 'ahead' : 'behind', settings: [] };
  const todo =
    'Before the clock is corrected, evacuate guests that must not jump (domain controllers, databases, clusters), or switch off their one-off synchronisation.';
  return { why: guestTimeStep.explain(facts).why, todo };
}
