/** Behind the change: a new login, the probes, the handshake with the host's timer, and the same rule once more. */
import { type ArmState, readConfirm, readSaved } from '../core/plans/arm/read.ts';
import { MARGIN_SECONDS } from '../core/plans/minute.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { Problem } from '../problem.ts';
import { needsOf } from './basis.ts';
import { asJson, type Probed } from './change.ts';
import { wrongAfter } from './findings.ts';
import { VERIFY_NEEDS } from './ports.ts';
import { lost, probe } from './probes.ts';
import { look } from './settle.ts';
import { beginToWatch } from './watching/watching.ts';
import type { Work } from './work.ts';

/** Peers may need a moment to learn a new way. */
const SETTLING_SECONDS = 20;

/** Confirms over a login made after the change, within the time that is left; else the host takes it back by itself. */
export async function confirm(work: Work, until: number): Promise<void> {
  work.justArmed = false;
  await work.disconnect();
  const reached = await reachedAgain(work, until);
  if (reached === 'not-reached') return;
  const { probed, missing } = reached;
  if (missing.length > 0) {
    const why = `Not reached any more: ${missing.map(({ name }) => name).join(', ')}.`;
    return await work.to('undoing', ['undo', 'before'], asJson({ why, probed }), { why });
  }
  const seen = await look(work);
  if (seen === null || ++work.confirms > MOST_CONFIRMS) return await work.wait(work.parts.patience.poll);
  await work.to('confirming', ['confirm', 'before'], asJson({ probed }));
  const said = await work.run(TEXTS.confirm(work.arming!, { by: seen.clock + work.parts.patience.arrival }));
  await work.parts.at('confirming:done');
  const answer = readConfirm(said, work.id);
  if (answer.kind === 'confirmed')
    await work.to('confirmed', ['confirm', 'after'], { saved: answer.saved }, { saved: answer.saved });
}

/** A host that answers this often neither yes nor no takes the change back by itself. */
const MOST_CONFIRMS = 3;

/** By our clock: behind this the host has long taken back what nobody confirmed. */
export function timerEnds({ change, parts }: Work): number {
  const { second } = parts.patience;
  return change.armed!.sentAt + (change.armed!.timer + MARGIN_SECONDS) * second;
}

/** The end of the time to confirm, by our clock: what the host does then may take a while to be seen. */
export function confirmUntil({ change, parts }: Work): number {
  const { second } = parts.patience;
  return change.armed!.sentAt + (change.armed!.timer - MARGIN_SECONDS) * second;
}

/** What the last probe came to, and who answered before and does not now. */
interface ReachedAgain {
  readonly probed: readonly Probed[];
  readonly missing: readonly Probed[];
}

async function reachedAgain(work: Work, until: number): Promise<ReachedAgain | 'not-reached'> {
  const { second, poll } = work.parts.patience;
  const before = work.change.before;
  for (let settling = work.now() + SETTLING_SECONDS * second; work.now() < until; await work.wait(poll)) {
    try {
      const probed = await probe(work, before?.routers ?? [], 'after');
      const missing = lost(before?.probed ?? [], probed);
      await work.connected();
      if (work.now() >= until) break;
      if (missing.length === 0 || work.now() >= settling) return { probed, missing };
    } catch (fault) {
      if (!(fault instanceof Problem) || work.isBarred(fault)) throw fault;
      settling = work.now() + SETTLING_SECONDS * second;
    }
  }
  return 'not-reached';
}

/** The end of what was confirmed: verified, or taken back. */
export async function verify(work: Work): Promise<void> {
  const { plan, change } = work;
  if (!work.verifies) {
    work.verifies = true;
    await work.to('verifying', ['verify', 'before'], { expects: asJson(plan.expects), rule: plan.rule });
  }
  const seen = await timerGone(work);
  const state = await work.read(needsOf(plan, VERIFY_NEEDS));
  await work.parts.at('verifying:done');
  const wrong = [...unheld(seen), ...wrongAfter(plan, state, change.before)];
  if (wrong.length > 0) {
    const why = wrong.join(' ');
    return await work.to('undoing', ['undo', 'before'], { why }, { why });
  }
  if (work.change.saved === null) await saveAgain(work, seen);
  if (plan.kind === 'ntp') return await beginToWatch(work, { expects: asJson(plan.expects) });
  const gone = plan.rule === null ? '' : ` The finding ${plan.rule} is gone.`;
  await work.end('verified', `The table shows the change.${gone}`);
}

/** The timer sees within a few seconds that the change was settled, and ends; so long it is waited for. */
async function timerGone(work: Work): Promise<ArmState | null> {
  const { least, poll } = work.parts.patience;
  for (const ends = work.now() + least; ; await work.wait(poll)) {
    const seen = await look(work);
    if ((seen !== null && (!seen.timerRuns || seen.settled !== 'confirm')) || work.now() > ends) return seen;
  }
}

/** Why the host would not keep the change, by its own word. It restarted where it holds nothing: then no timer is left either. */
function unheld(seen: ArmState | null): readonly string[] {
  if (seen === null) return ['The host does not tell whether it was confirmed.'];
  if (seen.settled === null && !seen.armed && !seen.timerRuns) return [];
  if (seen.settled !== 'confirm') return ['By the host the change is not confirmed.'];
  return seen.timerRuns ? ['The timer of the host did not end.'] : [];
}

/** Looks once more for a save that nobody saw the end of, and saves again where there is none. What fails leaves it unknown. */
async function saveAgain(work: Work, seen: ArmState | null): Promise<void> {
  if (seen?.saved == null) await work.note('save', 'before', {});
  const saved =
    seen?.saved ??
    (await work
      .run(TEXTS.save(work.id))
      .then(readSaved)
      .catch((fault) => {
        if (fault instanceof Problem) return null;
        throw fault;
      }));
  await work.note('save', 'after', { saved }, { saved });
}
