/** The lock of a host that another change holds: when it may be taken, and what somebody at the console has to know of it. */
import { isOver } from '../core/approvals/approval.ts';
import type { HostState } from '../core/esxi/host-state.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { isChangeId } from '../core/plans/arm/arming.ts';
import { type ArmState, readState } from '../core/plans/arm/read.ts';
import { MARGIN_SECONDS } from '../core/plans/minute.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { needsOf } from './basis.ts';
import { planKey } from './change.ts';
import { isTakenBack } from './findings.ts';
import { PLAN_NEEDS } from './ports.ts';
import { found } from './settle.ts';
import type { Work } from './work.ts';

type Lock = Exclude<ArmState['lock'], 'nameless' | null>;

/** Why another change keeps this one from the host, or null where none does any more. `state`: the table as it was just read. */
export async function lockFault(work: Work, { lock }: ArmState, state: HostState): Promise<string | null> {
  if (lock === null) return null;
  if (lock === 'nameless')
    return 'Somebody holds /tmp/vmkbot.lock on the host without a name; whoever is at its console removes it. Nothing was run.';
  if (!isChangeId(lock.id)) return `Somebody holds the host as ${lock.id}. Nothing was run.`;
  const other = await work.parts.ledger.read(lock.id);
  if (other !== null && (!isOver(other.approval) || other.armed !== null)) {
    if (isOver(other.approval) && (await isTaken(work, { id: lock.id, ...other.armed! }))) return null;
    return `The change ${lock.id} still holds the host. Nothing was run.`;
  }
  return await lostFault(work, lock, state);
}

async function isTaken(work: Work, old: Parameters<typeof TEXTS.takeOver>[0]): Promise<boolean> {
  return (await work.run(TEXTS.takeOver(old))).includes('vmkbot taken');
}

/** Of a change that no record knows as sent: what is left of it is taken away where the host proves that nothing of it acts any more. */
async function lostFault(work: Work, lock: Lock, state: HostState): Promise<string | null> {
  const { id, fence, until } = lock;
  const left = readState(await work.run(TEXTS.state(id)));
  const isStill = left === null || left.timerRuns || left.clock <= until;
  if (isStill)
    return `The change ${id} holds the host and is not on record here as sent; its time on the host is not over. Ask again in a while. Nothing was run.`;
  const timer = 5; // only the end of its time is kept on the host
  const old = { id, fence, timer, startBy: until - timer - MARGIN_SECONDS };
  const plan = (await work.parts.ledger.store.read(planKey(id)))?.value as AnyPlan | undefined;
  const shown = plan?.kind === 'ntp' ? await work.read(needsOf(plan, PLAN_NEEDS)) : state;
  if (!isGone(left, plan ?? null, shown) || !(await isTaken(work, old))) return handsText(lock);
  await work.note('found', 'after', { lost: id, left: found(left) });
  await work.run(TEXTS.clean(old));
  return null;
}

/** The host wrote that all of it was taken back, or that none of it was run; and the table agrees where its plan is known. */
function isGone({ settled, armed, arm, undo }: ArmState, plan: AnyPlan | null, state: HostState): boolean {
  if (plan !== null && !isTakenBack(plan, state)) return false;
  if (settled === 'timer' || settled === 'undo') return undo?.undone === true;
  return settled === 'no-timer' || (settled === null && !armed && arm === null);
}

function handsText({ id }: Lock): string {
  return `The change ${id} holds the host and is not on record here as sent, so somebody at its console has to end it: see by /tmp/vmkbot.${id}.* and by the table what is left of it, take that back or keep it, then remove those files and /tmp/vmkbot.lock, and ask again. Nothing was run.`;
}
