/** Before anything is run for a change: whether there is something to do, and the write by which it is ours. */
import { isConfirmed, isOver } from '../core/approvals/approval.ts';
import { step } from '../core/approvals/step.ts';
import type { Lease } from '../store/store.ts';
import type { Change } from './change.ts';
import type { Decision } from './ledger.ts';

/** Something is left to do for a process. `now` is by the clock by which changes are watched. */
export function hasWork({ approval, armed, clean, watch, together }: Change, now: number): boolean {
  if (together !== null) return false;
  if (isOver(approval)) return armed !== null && !clean;
  if (approval.progress === 'watching') return !clean || now >= (watch?.next ?? 0);
  return approval.state !== 'pending' || isConfirmed(approval);
}

/** A change that is ours to work on. */
export interface Claimed {
  readonly change: Change;
  /** Another process began it, or this one in an earlier run. */
  readonly takenOver: boolean;
}

/** The one compare-and-set behind which something may be run. What is over needs no claim to be tidied up. */
export function claim(
  change: Change,
  { fence }: Lease,
  holder: string,
  digest: string,
  { at, watch }: { readonly at: number; readonly watch: number },
): Decision<Claimed | null> {
  const isLeft = hasWork(change, watch);
  if (isOver(change.approval)) return { noted: [], result: isLeft ? { change, takenOver: true } : null };
  if (!isLeft) return { noted: [], result: null };
  const stepped = step(change.approval, { kind: 'claim', holder, fence, at, digest });
  if (stepped.kind === 'refused') return { noted: [], result: null };
  const next = { ...change, approval: stepped.approval };
  const from = change.approval.progress;
  return {
    change: next,
    // Whoever watches takes it for one look, again and again.
    noted: from === 'watching' ? [] : [{ by: holder, what: 'claimed', phase: null, detail: { fence, from } }],
    result: { change: next, takenOver: from !== null },
  };
}
