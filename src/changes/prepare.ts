/** Up to the one command that changes a host: read it again, look around, keep away from the save, arm and apply. */
import type { HostState } from '../core/esxi/host-state.ts';
import { type ArmAnswer, type ArmRefusal, type ArmState, readArm } from '../core/plans/arm/read.ts';
import { cutsThisSession } from '../core/plans/at-apply.ts';
import { type Window, windowAt } from '../core/plans/minute.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { Problem } from '../problem.ts';
import { movedSince, needsOf } from './basis.ts';
import { asJson, type Before } from './change.ts';
import { errorsOf, wrongAfter } from './findings.ts';
import { isOnHost, takeUp } from './left.ts';
import { lockFault } from './lock.ts';
import { namesNotFound } from './names-found.ts';
import { APPLY_NEEDS } from './ports.ts';
import { probe, routersOf } from './probes.ts';
import { look } from './settle.ts';
import { Stopped } from './stopped.ts';
import type { Work } from './work.ts';

/** Ends it as void, or leaves it behind the sending of the command. */
export async function prepare(work: Work): Promise<void> {
  await work.to('re-reading', ['re-read', 'before'], {});
  const ready = await lookAround(work).catch((fault): Ready => {
    if (!(fault instanceof Problem)) throw fault;
    // That is nothing about the host, so it ends nothing.
    if (fault.code === 'store') throw new Stopped(fault.message);
    return { void: `${fault.message} Nothing was run.` };
  });
  await work.parts.at('re-reading:done');
  if ('left' in ready) return await takeUp(work, ready.left);
  if ('void' in ready) return await work.end('void', ready.void, { drift: ready.drift ?? [] });
  if ('wait' in ready) return await waitFor(work, ready.wait);
  await arm(work, ready.before, ready.clock);
}

type Ready =
  | { readonly void: string; readonly drift?: readonly string[] }
  | { readonly wait: number }
  /** The host holds something of this very change. */
  | { readonly left: ArmState }
  | { readonly before: Before; readonly clock: number };

async function lookAround(work: Work): Promise<Ready> {
  const { plan } = work;
  const left = await look(work);
  if (left === null) return NOT_UNDERSTOOD;
  if (isOnHost(work, left)) return { left };
  if (work.takenOver && work.now() >= work.change.approval.expires)
    return { void: 'It was found after its time was over; nothing was run.' };
  const { state, moved } = await readAgain(work);
  if (moved !== null) {
    if (work.takenOver && wrongAfter(plan, state, null).length === 0) return { void: SHOWS_IT, drift: moved };
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
  const seen = await look(work);
  if (seen === null) return NOT_UNDERSTOOD;
  if (isOnHost(work, seen)) return { left: seen };
  const held = await lockFault(work, seen, state);
  if (held !== null) return { void: held };
  const unfound = await namesNotFound(work);
  if (unfound !== null) return { void: unfound };
  const window = windowFor(work, seen.clock);
  if (window.kind === 'wait') return { wait: window.seconds };
  if (window.kind === 'never') return { void: 'Its timer is longer than the time between two saves of the host.' };
  return { before: { routers, probed, findings: errorsOf(state, plan.rule) }, clock: seen.clock };
}

/** A daemon that was started seconds ago may refuse its first question, so what seems to have moved is read twice. */
async function readAgain(work: Work): Promise<{ readonly state: HostState; readonly moved: readonly string[] | null }> {
  const { plan } = work;
  const seen = async () => {
    const state = await work.read(needsOf(plan, APPLY_NEEDS));
    return { state, moved: movedSince(plan, state) };
  };
  const first = await seen();
  if (first.moved === null || plan.kind !== 'ntp') return first;
  await work.wait(work.parts.patience.poll);
  return await seen();
}

/** A clock that steps within the window has to keep clear of the save by both times. */
function windowFor({ plan, change, parts }: Work, clock: number): Window {
  const at = (shown: number) => windowAt(shown, change.timer, parts.patience.arrival);
  const before = at(clock);
  const step = plan.kind === 'ntp' ? (plan.off?.ms ?? 0) / 1000 : 0;
  return before.kind !== 'clear' || step === 0 ? before : at(clock + step);
}

/** Where a store lost the whole of it and the host was tidied up, nobody can tell. */
const SHOWS_IT =
  'The host shows this change already. Whether I made it before my record was lost, or somebody else did, is not known; nothing was run now.';

const NOT_UNDERSTOOD: Ready = { void: 'What the host says of changes was not understood. Nothing was run.' };

/** One is enough where a clock goes on; the next ones are for one that goes a little slower than ours. */
const MOST_WAITS = 3;

/** Unconfirmed at minute :01 the host would save it; until that is over nothing is begun, and then all is read again. */
async function waitFor(work: Work, seconds: number): Promise<void> {
  if (++work.waited.save > MOST_WAITS)
    return await work.end('void', 'By its clock the host is at its hourly save again and again. Nothing was run.');
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
  // Without an answer, or where somebody armed it before us, the host itself is asked what became of it.
  if (answer.kind === 'not-understood' || isOurs(answer, work.id)) return await work.disconnect();
  if (answer.kind === 'refused') return await work.end('void', refusedText(answer.why, answer.holder));
  const failed = answer.ran.find(({ status }) => status !== 0);
  const missing = answer.ran.length < plan.steps.length;
  await work.to('armed', ['applied', 'after'], asJson({ ran: answer.ran }));
  work.justArmed = failed === undefined && !missing;
  if (work.justArmed) return;
  const why =
    failed === undefined ? 'Not every command was run.' : `The host answered: ${failed.output || failed.status}.`;
  await work.to('undoing', ['undo', 'before'], { why }, { why });
}

function isOurs(answer: ArmAnswer, id: string): boolean {
  if (answer.kind !== 'refused') return false;
  return answer.why === 'already-armed' || (answer.why === 'locked' && answer.holder?.split(' ')[0] === id);
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
    'no-room': 'Nothing can be written to /tmp of the host, as where that is full.',
    'no-listing': 'The host did not list its table.',
    moved: 'The table moved while the change was sent.',
    'no-timer': 'The timer that takes the change back did not start.',
  };
  return `${reasons[why]} Nothing was changed.`;
}
