/** From wherever a change is to its end: the same road for whoever begins it and for whoever finds it. */
import { isOver } from '../core/approvals/approval.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { Problem } from '../problem.ts';
import { confirm, confirmUntil, verify } from './confirm.ts';
import { prepare } from './prepare.ts';
import { needsHands, settle, undo } from './settle.ts';
import { Stopped } from './stopped.ts';
import type { Work } from './work.ts';

/** Ends in verified, rolled-back, void or needs-hands, or rejects with `Stopped` for somebody else to go on. */
export async function drive(work: Work): Promise<void> {
  while (work.change.approval.state === 'applying') {
    work.check();
    try {
      await next(work);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      await notReached(work, fault);
    }
  }
  if (isOver(work.change.approval)) await tidy(work);
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
    case 'undoing':
      return await undo(work);
  }
}

/** A host that is not reached is looked for until its timer must long have fired. */
async function notReached(work: Work, { message }: Problem): Promise<void> {
  await work.disconnect();
  if (work.now() > work.patienceEnds) return await needsHands(work, `I can no longer reach the host: ${message}`);
  await work.wait(work.parts.patience.poll);
}

/** Takes away what it left on the host, now that its end is on record. What fails is done by a later round, ever more rarely. */
export async function tidy(work: Work): Promise<void> {
  const { armed, clean } = work.change;
  if (armed === null || clean) return;
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
