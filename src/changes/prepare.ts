/** Up to the one command that changes a host: read it again, look around, keep away from the save, arm and apply. */
import { isOver } from '../core/approvals/approval.ts';
import { type ArmRefusal, type ArmState, readArm, readState } from '../core/plans/arm/read.ts';
import { cutsThisSession } from '../core/plans/at-apply.ts';
import { basisOf, drift, listingOf } from '../core/plans/listing.ts';
import { windowAt } from '../core/plans/minute.ts';
import { sha256 } from '../digest.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { Problem } from '../problem.ts';
import { asJson, type Before } from './change.ts';
import { errorsOf } from './findings.ts';
import { APPLY_NEEDS } from './ports.ts';
import { probe, routersOf } from './probes.ts';
import type { Work } from './work.ts';

/** Ends it as void, or leaves it behind the sending of the command. */
export async function prepare(work: Work): Promise<void> {
  const { approval } = work.change;
  if (work.takenOver && work.now() >= approval.expires)
    return await work.end('void', 'It was found after its time was over; nothing was run.');
  await work.to('re-reading', ['re-read', 'before'], {});
  const ready = await lookAround(work).catch((fault): Ready => {
    if (fault instanceof Problem) return { void: `${fault.message} Nothing was run.` };
    throw fault;
  });
  await work.parts.at('re-reading:done');
  if ('void' in ready) return await work.end('void', ready.void, { drift: ready.drift ?? [] });
  if ('wait' in ready) return await waitFor(work, ready.wait);
  await arm(work, ready.before, ready.clock);
}

type Ready =
  | { readonly void: string; readonly drift?: readonly string[] }
  | { readonly wait: number }
  | { readonly before: Before; readonly clock: number };

async function lookAround(work: Work): Promise<Ready> {
  const { plan } = work;
  const state = await work.read(APPLY_NEEDS);
  const listing = listingOf(state);
  if (basisOf(listing, sha256) !== plan.basis) {
    const moved = drift(plan.listing, listing);
    return { void: `The host has moved since this was planned: ${moved.join(' ')} Nothing was run.`, drift: moved };
  }
  const objection = work.parts.objectionTo(work.change);
  if (objection !== null) return { void: `${objection} Nothing was run.` };
  const cut = cutsThisSession(plan, state);
  if (cut !== null) return { void: `${cut} Nothing was run.` };
  const routers = routersOf(work, state);
  const probed = await probe(work, routers, 'before');
  const silent = probed.find(({ way, ok }) => way === 'arp' && !ok);
  if (silent !== undefined) return { void: `The router ${silent.name} does not answer ARP. Nothing was run.` };
  const seen = readState(await work.run(TEXTS.state(work.id)));
  if (seen === null) return { void: 'What the host says of changes was not understood. Nothing was run.' };
  const held = await lockFault(work, seen);
  if (held !== null) return { void: held };
  const window = windowAt(seen.clock, work.change.timer, work.parts.patience.arrival);
  if (window.kind === 'wait') return { wait: window.seconds };
  if (window.kind === 'never') return { void: 'Its timer is longer than the time between two saves of the host.' };
  return { before: { routers, probed, findings: errorsOf(state, plan.rule) }, clock: seen.clock };
}

/** A lock that its change left behind is taken once that change is over; any other one stops us. */
async function lockFault(work: Work, { lock }: ArmState): Promise<string | null> {
  if (lock === null) return null;
  if (lock === 'nameless') return 'Somebody holds /tmp/vmkbot.lock on the host without a name. Nothing was run.';
  const other = await work.parts.ledger.read(lock.id);
  if (other !== null && isOver(other.approval) && other.armed !== null) {
    const said = await work.run(TEXTS.takeOver({ id: lock.id, ...other.armed }));
    if (said.includes('vmkbot taken')) return null;
  }
  return `The change ${lock.id} still holds the host. Nothing was run.`;
}

/** Unconfirmed at minute :01 the host would save it; until that is over nothing is begun, and then all is read again. */
async function waitFor(work: Work, seconds: number): Promise<void> {
  await work.note('waiting', null, { seconds, why: 'the host saves its state at minute :01' });
  await work.disconnect();
  await work.wait(seconds * 1000);
}

async function arm(work: Work, before: Before, clock: number): Promise<void> {
  const { plan, change, lease, parts } = work;
  const armed = {
    fence: lease.fence,
    startBy: clock + parts.patience.arrival,
    timer: change.timer,
    sentAt: work.now(),
  };
  const told = { commands: plan.commands, undo: plan.undo, timer: change.timer, digest: plan.digest };
  await work.to('arming', ['arm', 'before'], asJson({ ...told, before }), { armed, before });
  const said = await work.run(TEXTS.arm(work.armingWith(armed)), answerWithin(work)).catch((fault) => {
    if (fault instanceof Problem) return '';
    throw fault;
  });
  await parts.at('arming:done');
  const answer = readArm(said, work.id);
  if (answer.kind === 'refused') return await work.end('void', refusedText(answer.why, answer.holder));
  // Without an answer the host itself is asked what became of it.
  if (answer.kind === 'not-understood') return await work.disconnect();
  const failed = answer.ran.find(({ status }) => status !== 0);
  const missing = answer.ran.length < plan.steps.length;
  await work.to('armed', ['applied', 'after'], asJson({ ran: answer.ran }));
  work.justArmed = failed === undefined && !missing;
  if (work.justArmed) return;
  const why =
    failed === undefined ? 'Not every command was run.' : `The host answered: ${failed.output || failed.status}.`;
  await work.to('undoing', ['undo', 'before'], { why }, { why });
}

/** A lost answer leaves most of the timer to look at the host over a new login, and to confirm what it shows. */
function answerWithin({ change, parts: { patience } }: Work): number {
  return Math.min(patience.text, (change.timer * patience.second) / 3);
}

function refusedText(why: ArmRefusal, holder: string | null): string {
  const reasons: Readonly<Record<ArmRefusal, string>> = {
    'no-setsid': 'The host has no setsid, so nothing would take the change back by itself.',
    'too-late': 'The command came to the host too late.',
    'already-armed': 'The host says that this change was armed before.',
    locked: `The host is held by another change${holder === null ? '' : ` (${holder})`}.`,
    'no-listing': 'The host did not list its table.',
    moved: 'The table moved while the change was sent.',
    'no-timer': 'The timer that takes the change back did not start.',
  };
  return `${reasons[why]} Nothing was changed.`;
}
