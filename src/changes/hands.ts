/** Where a host must be looked at by somebody at its console, and how that comes to its end. */
import { isOver } from '../core/approvals/approval.ts';
import type { ArmState } from '../core/plans/arm/read.ts';
import { typedWords } from '../core/plans/words.ts';
import { Problem } from '../problem.ts';
import { byItself, found, look, takenBack, undo } from './settle.ts';
import { Stopped } from './stopped.ts';
import type { Work } from './work.ts';

/** Asks for hands, with what to type at the console. */
export async function needsHands(work: Work, why: string): Promise<void> {
  const hands = work.plan.undo.map(typedWords);
  await work.end('needs-hands', `${work.change.why === null ? '' : `${work.change.why} `}${why}`, { hands });
}

/** A refused login is no cut network: lockdown, a lock of the account and the time-out of its shell look like this (S4). */
export const notLetInText =
  'The host can be reached, but let me in no more after the change, so I could not confirm it.';

/** Why nothing is known of it, by what the last login came to. */
export function unreachedText({ code, message }: Problem): string {
  const timer = 'Its own timer should have taken the change back by now, so list the table first.';
  if (code.startsWith('login-')) return `I am not let in, and the network is not cut: ${message} ${timer}`;
  if (code === 'table-not-read' || code === 'nothing-recognised')
    return `I am let in, and do not see what became of the change: ${message}`;
  if (code === 'host-refused') return `Its SSH service takes no connection: ${message} ${timer}`;
  return `I can no longer reach the host: ${message}`;
}

/** Somebody was at the console: it is taken back where it is not yet, and stays as it is where the host cannot be asked. */
export async function closeByHands(work: Work): Promise<void> {
  if (work.change.approval.state !== 'needs-hands') return;
  await work.to('undoing', ['undo', 'before'], { why: 'somebody was at the console' });
  await undo(work).catch(async (fault) => {
    if (!(fault instanceof Problem)) throw fault;
    await work.note('found', 'after', { why: fault.message });
    throw new Stopped(fault.message);
  });
}

function stopped(fault: unknown): never {
  throw fault instanceof Problem ? new Stopped(fault.message) : fault;
}

/** Whether a host shows by now that nothing of it is left to do: its timer took it back, or it restarted without it. */
export function isOverByItself({ settled, undo: undone, armed }: ArmState): boolean {
  return settled === 'timer' ? undone?.undone === true : settled === null && !armed;
}

/** A host that needed hands and took it back by itself: seen in its record and in its table, and else left as it is. */
export async function closeByItself(work: Work): Promise<void> {
  if (work.change.approval.state !== 'needs-hands') return;
  const seen = await look(work).catch(stopped);
  const isGone = seen !== null && isOverByItself(seen) && (await takenBack(work).catch(stopped));
  if (!isGone) throw new Stopped('it still needs hands');
  await work.note('found', 'after', found(seen));
  if (!isOver(work.change.approval)) await work.end('rolled-back', byItself(work.change));
}
