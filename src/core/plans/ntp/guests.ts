/** What correcting a clock does to the guests of its host, as far as that is known before. */
import type { HostState } from '../../esxi/host-state.ts';
import { guestTimeStep } from '../../rules/guest-time-step.ts';
import { judge } from '../../rules/rule.ts';
import { judgeTime } from '../../time/judge.ts';
import { GUEST_MS } from '../../time/limits.ts';

/** How far the host is off; below zero it is ahead. */
export interface Off {
  readonly ms: number;
  /** `bot`: its clock beside ours while it was read, which is right to a minute; else from a time server. */
  readonly from: 'server' | 'bot';
}

/** A read may take so long, so a smaller difference from our own clock says nothing. */
const ABOUT_MS = 60_000;

/** null where nothing tells. */
export function offOf(state: HostState): Off | null {
  const { offsetMs } = judgeTime(state);
  if (offsetMs !== undefined) return { ms: offsetMs, from: 'server' };
  const shown = Date.parse(state.clock?.system ?? '');
  const read = Date.parse(state.host.readAt ?? '');
  return Number.isNaN(shown - read) ? null : { ms: read - shown, from: 'bot' };
}

/** Whether guests would notice the step. */
export function isBig({ ms, from }: Off): boolean {
  return Math.abs(ms) >= (from === 'server' ? GUEST_MS : ABOUT_MS);
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
