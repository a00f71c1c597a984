/** From wherever a change is to its end: the same road for whoever begins it and for whoever finds it. */
import { isOver } from '../core/approvals/approval.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { Problem } from '../problem.ts';
import { confirm, confirmUntil, timerEnds, verify } from './confirm.ts';
import { needsHands, notLetInText, unreachedText } from './hands.ts';
import { prepare } from './prepare.ts';
import { settle, undo } from './settle.ts';
import { Stopped } from './stopped.ts';
import { watch } from './watching/watching.ts';
import type { Work } from './work.ts';

/** Ends in verified, rolled-back, void or needs-hands, or rejects with `Stopped` for somebody else to go on. */
export async function drive(work: Work): Promise<void> {
  while (work.change.approval.state === 'applying') {
    work.check();
    if (work.progress === 'watching') return await watched(work);
    try {
      await next(work);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      await notReached(work, fault);
    }
  }
  if (isOver(work.change.approval)) await tidy(work);
}

/** Its files are gone from the host before it is watched, so that others may change the host meanwhile. */
async function watched(work: Work): Promise<void> {
  await tidy(work);
  await watch(work);
}

async function next(work: Work): Promise<void> {
  switch (work.progress) {
    case 'claimed':
    case 're-reading':
      return await prepare(work);
    case 'arming':
    case 'armed':
    case 'confirming':
      return work.justArmed ? await confirm(work, confirmUntil(work)) : await settle(work);
    case 'confirmed':
    case 'verifying':
      return await verify(work);
    case 'watching':
      return await watched(work);
    case 'undoing':
      return await undo(work);
  }
}

/** A host that is not reached is looked for until its timer must long have fired. */
async function notReached(work: Work, fault: Problem): Promise<void> {
  await work.disconnect();
  if (work.now() > work.patienceEnds) return await needsHands(work, unreachedText(fault));
  if (work.isBarred(fault)) return await leftToItsTimer(work, fault);
  await work.wait(work.parts.patience.poll);
}

/** A login that was refused is not tried again and again: the host takes the change back by itself, and is asked behind that. */
async function leftToItsTimer(work: Work, { code, message }: Problem): Promise<void> {
  const why = notLetInText;
  if (work.change.why === null) await work.note('probe', 'after', { login: code, message }, { why });
  const { poll } = work.parts.patience;
  await work.wait(Math.max(poll, work.change.armed === null ? 0 : timerEnds(work) - work.now()));
}

/** An undo that nobody answered may still arrive; so long the lock stays, and nobody changes the host. */
async function unanswered(work: Work): Promise<void> {
  if (work.unanswered === null) return;
  const ends = work.unanswered + (work.parts.patience.arrival + 1) * 1000;
  if (ends > work.now()) await work.wait(ends - work.now());
  work.unanswered = null;
}

/** Takes away what it left on the host, now that its end is on record. What fails is done by a later round, ever more rarely. */
export async function tidy(work: Work): Promise<void> {
  const { armed, clean } = work.change;
  if (armed === null || clean) return;
  await unanswered(work);
  // A store that lost its last writes says that it is not so far: what the host holds of it is then all there is to go by.
  const kept = (await work.parts.ledger.read(work.id))?.approval;
  const { state, progress } = work.change.approval;
  if (kept?.state !== state || kept.progress !== progress) throw new Stopped('the record says something else by now');
  for (let tries = 0; tries < 10; tries++) {
    const said = await work.run(TEXTS.clean({ id: work.id, ...armed })).catch((fault) => {
      if (fault instanceof Problem) return '';
      throw fault;
    });
    await work.parts.at('clean:done');
    if (said.includes('vmkbot clean')) return await work.note('clean', 'after', {}, { clean: true });
    await work.wait(work.parts.patience.poll);
  }
  throw new Stopped('the host could not be tidied up now');
}
