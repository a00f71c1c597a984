/** What became of a change is read from its host and its journal; nothing is guessed, and nothing is run twice. */
import { type ArmState, readState, readUndo, type UndoAnswer } from '../core/plans/arm/read.ts';
import { MARGIN_SECONDS } from '../core/plans/minute.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { needsOf } from './basis.ts';
import { asJson, type Change } from './change.ts';
import { confirm, confirmUntil } from './confirm.ts';
import { isTakenBack } from './findings.ts';
import { needsHands } from './hands.ts';
import { agreeOn } from './left.ts';
import { PLAN_NEEDS } from './ports.ts';
import type { Work } from './work.ts';

/** One look at a host that may have been changed, and what follows from it. Rejects with a `Problem` where it cannot be asked. */
export async function settle(work: Work): Promise<void> {
  const seen = await look(work);
  if (seen === null) return await work.wait(work.parts.patience.poll);
  await agreeOn(work, seen);
  switch (seen.settled) {
    case 'confirm':
      return await work.to('confirmed', ['found', 'after'], found(seen), { saved: seen.saved });
    case 'timer':
      return await byTimer(work, seen);
    case 'undo':
      return await undoing(work, seen, 'It was being taken back.');
    case 'no-timer':
      return await withoutTimer(work, seen);
    case 'void':
      return await forbidden(work, seen);
    // The directory is made first and named then; who died between did nothing else.
    case '':
      return await later(work, seen, 'Who settled it was not written down.');
    case null:
      return seen.armed ? await unsettled(work, seen) : await nothingThere(work, seen);
  }
}

export async function look(work: Work): Promise<ArmState | null> {
  return readState(await work.run(TEXTS.state(work.id)));
}

export const found = ({ clock, armed, settled, timerRuns, undo, appliedAt }: ArmState) =>
  asJson({ clock, armed, settled, timerRuns, appliedAt, undo: undo?.record ?? null });

export async function takenBack(work: Work): Promise<boolean> {
  return isTakenBack(work.plan, await work.read(needsOf(work.plan, PLAN_NEEDS)));
}

async function undoing(work: Work, seen: ArmState, why: string): Promise<void> {
  await work.to('undoing', ['found', 'after'], found(seen), { why: work.change.why ?? why });
}

/** What will show itself soon is waited for, with an end; then it is taken back. */
async function later(work: Work, seen: ArmState, why: string): Promise<void> {
  if (work.now() > work.patienceEnds) return await undoing(work, seen, why);
  await work.wait(work.parts.patience.poll);
}

async function byTimer(work: Work, seen: ArmState): Promise<void> {
  if (seen.undo === null && seen.timerRuns) return await later(work, seen, 'Its timer did not come to an end.');
  if (seen.undo?.undone !== true || !(await takenBack(work)))
    return await undoing(work, seen, 'Its timer did not take everything back.');
  await work.note('found', 'after', found(seen));
  await work.end('rolled-back', byItself(work.change));
}

/** Why nobody confirmed it, as far as that is known. */
export function byItself({ why }: Pick<Change, 'why'>): string {
  if (why === null) return 'Nobody confirmed it in time, so the host took it back by itself.';
  return `${why} The host took it back by itself.`;
}

async function withoutTimer(work: Work, seen: ArmState): Promise<void> {
  if (!(await takenBack(work))) return await undoing(work, seen, 'Its timer did not start.');
  await work.end(work.progress === 'arming' ? 'void' : 'rolled-back', 'Its timer did not start; nothing was changed.');
}

/** The host waits for a confirmation, if it still does. */
async function unsettled(work: Work, seen: ArmState): Promise<void> {
  const { second } = work.parts.patience;
  if (seen.arm === null || seen.appliedAt === null) {
    const gone = seen.arm !== null && !seen.timerRuns;
    if (gone) return await undoing(work, seen, 'Its timer is gone.');
    return await later(work, seen, 'It did not come to an end.');
  }
  if (!seen.timerRuns) return await undoing(work, seen, 'Its timer is gone.');
  const left = seen.arm.at + seen.arm.timer - MARGIN_SECONDS - seen.clock;
  const until = Math.min(work.now() + left * second, confirmUntil(work));
  if (left <= 0 || until <= work.now()) return await later(work, seen, 'Its timer did not fire.');
  if (work.progress === 'arming') await work.to('armed', ['found', 'after'], found(seen));
  await confirm(work, until);
}

/** The host holds nothing of it: it never came, or the host restarted. */
async function nothingThere(work: Work, seen: ArmState): Promise<void> {
  const { startBy } = work.change.armed!;
  if (work.progress === 'arming' && seen.clock <= startBy) {
    const seconds = startBy - seen.clock + 1;
    // The clock of the host was set back, or does not go on.
    if (seconds > work.parts.patience.arrival + 1 || work.waited.arrival > 0) return await forbid(work);
    work.waited.arrival += 1;
    // It may still be on its way; after that time it runs nothing.
    await work.note('waiting', null, { seconds, why: 'the command may still arrive' });
    return await work.wait(seconds * 1000);
  }
  const restarted = 'The host restarted before it was confirmed';
  if (!(await takenBack(work))) return await undoing(work, seen, `${restarted} and kept it, so it is taken back.`);
  if (work.progress === 'arming')
    return await work.end('void', 'The host has nothing of it and shows the table as before.');
  await work.end('rolled-back', `${restarted} and came up without it.`);
}

/** What is on its way without an end by the host's clock is kept from running, and the host is looked at again. */
async function forbid(work: Work): Promise<void> {
  const said = await work.run(TEXTS.forbid(work.id));
  if (/^vmkbot (forbidden|armed)$/m.test(said)) return;
  if (work.now() > work.patienceEnds)
    return await needsHands(
      work,
      'It may still run what I sent: its clock was set back, and it takes no word against it.',
    );
  await work.wait(work.parts.patience.poll);
}

async function forbidden(work: Work, seen: ArmState): Promise<void> {
  const isVoid = work.progress === 'arming' && !seen.armed;
  if (!isVoid || !(await takenBack(work)))
    return await undoing(work, seen, 'It began when nothing was to run any more.');
  await work.note('found', 'after', found(seen));
  await work.end('void', 'The command did not arrive, and the host runs it no more. Nothing was changed.');
}

/** Takes it back now; again and again until the table shows it. */
export async function undo(work: Work): Promise<void> {
  const answer = await sendUndo(work);
  await work.parts.at('undoing:done');
  // The table alone does not tell: the commands may still be running, and put into it later what is not in it now.
  const isOver = answer === 'timer' ? (await look(work))?.undo?.undone === true : answer === 'undone';
  if (isOver && (await takenBack(work))) {
    await work.note('undo', 'after', { answer });
    return await work.end('rolled-back', work.change.why ?? 'It was taken back.');
  }
  if (work.now() > work.patienceEnds) return await needsHands(work, 'It could not be taken back.');
  await work.wait(work.parts.patience.poll);
}

/** Only within a moment by the host's clock, and under its own lock, which it takes where the host was seen to hold nothing. */
async function sendUndo(work: Work): Promise<UndoAnswer> {
  const seen = await look(work);
  if (seen === null) return 'not-understood';
  await agreeOn(work, seen);
  const start = { by: seen.clock + work.parts.patience.arrival, bare: seen.lock === null };
  work.unanswered = work.now();
  const answer = readUndo(await work.run(TEXTS.undo(work.arming!, start)));
  if (answer !== 'not-understood') work.unanswered = null;
  return answer;
}
