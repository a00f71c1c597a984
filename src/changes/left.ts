/** What a host holds of a change whose record does not know it: a store that lost its last writes forgot that it was sent. */
import type { ArmState } from '../core/plans/arm/read.ts';
import { MARGIN_SECONDS } from '../core/plans/minute.ts';
import type { Armed } from './change.ts';
import { found } from './settle.ts';
import type { Work } from './work.ts';

/** Whether the host holds anything of this change. */
export function isOnHost({ id }: Pick<Work, 'id'>, seen: ArmState): boolean {
  const { armed, settled, arm, ran, undo, timerRuns } = seen;
  return armed || timerRuns || settled !== null || arm !== null || ran !== null || undo !== null || isHeldBy(id, seen);
}

function isHeldBy(id: string, { lock }: ArmState): boolean {
  return lock !== null && lock !== 'nameless' && lock.id === id;
}

/** What the host was told, by what it keeps of it: its lock is removed and its change taken back under just these numbers. */
export function armedOn(work: Work, seen: ArmState): Armed {
  const { clock, arm, lock } = seen;
  const timer = arm?.timer ?? work.change.timer;
  const held = lock !== null && lock !== 'nameless' && lock.id === work.id ? lock : null;
  const startBy = held === null ? (arm?.at ?? clock) : held.until - timer - MARGIN_SECONDS;
  const ago = Math.max(0, clock - (arm?.at ?? startBy)) * work.parts.patience.second;
  return { fence: held?.fence ?? arm?.fence ?? work.lease.fence, startBy, timer, sentAt: work.now() - ago };
}

/**
 * Takes up what its record lost: what the host settled by itself is read, and anything else is taken back, since how things were
 * right before is lost as well.
 */
export async function takeUp(work: Work, seen: ArmState): Promise<void> {
  await work.to('arming', ['found', 'after'], found(seen), { armed: armedOn(work, seen) });
  if (seen.settled !== null && seen.settled !== 'confirm') return;
  const why = 'My record had lost that this change was sent to the host, so it is taken back.';
  await work.to('undoing', ['undo', 'before'], { why }, { why });
}

/** Where the host was told the same by another process, in a record that is lost, that one's numbers count. */
export async function agreeOn(work: Work, seen: ArmState): Promise<void> {
  const [is, known] = [armedOn(work, seen), work.change.armed];
  const isOther = isHeldBy(work.id, seen) && (is.fence !== known?.fence || is.startBy !== known.startBy);
  if (isOther) await work.note('found', 'after', found(seen), { armed: is });
}
