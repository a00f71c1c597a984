/** A request as it is kept first, with its plan and its entry on record; of several hosts a whole beside one for each. */
import { requested } from '../core/approvals/approval.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import type { Demands } from '../core/policy/approve.ts';
import { digestOfAll } from './bound.ts';
import { asJson, type Change, newId, type Thread } from './change.ts';
import type { Created } from './ledger.ts';

/** Who asks, where and when. */
export interface Asked {
  readonly asker: string;
  readonly thread: Thread | null;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

export function requestOf(plan: AnyPlan, demands: Demands, asked: Asked): Created {
  const { timer, commands, undo, basis } = plan;
  const approval = approvalOf(newId(), String(plan.host), plan, demands, asked);
  const change = { ...NEW, approval, timer: timer ?? demands.timer, thread: asked.thread };
  const detail = asJson({ commands, undo, timer, basis });
  return { change, plan: asJson(plan), noted: [{ by: asked.asker, what: 'asked', phase: null, detail }] };
}

/** The plans in the order in which they are run, at least one; the digest of the whole binds them all. */
export function requestsTogether(plans: readonly AnyPlan[], demands: Demands, asked: Asked) {
  const id = newId('g');
  const members = plans.map((plan) => partOf(id, requestOf(plan, demands, asked)));
  const hosts = plans.map(({ host }) => String(host));
  const digest = digestOfAll(plans.map((plan) => plan.digest));
  const approval = approvalOf(id, hosts.join(', '), { kind: plans[0]!.kind, digest }, demands, asked);
  const together = { members: members.map(({ change }) => change.approval.id), hosts, state: null };
  const change: Change = { ...NEW, approval, timer: demands.timer, thread: asked.thread, together };
  const noted = [{ by: asked.asker, what: 'asked', phase: null, detail: asJson(together) }] as const;
  const whole: Created = { change, plan: null, noted };
  return { whole, members };
}

const partOf = (group: string, created: Created): Created => ({ ...created, change: { ...created.change, group } });

function approvalOf(
  id: string,
  host: string,
  { kind, digest }: Pick<AnyPlan, 'kind' | 'digest'>,
  { expires, quorum, reason, totp }: Demands,
  { asker, askedAt }: Asked,
) {
  const late = askedAt + expires * 1000;
  return requested({
    ...{ id, host, kind, digest, asker, askedAt, expires: late },
    ...{ quorum, needsReason: reason, needsCode: totp },
  });
}

const NEW: Omit<Change, 'approval' | 'timer'> = {
  ...{ schema: 'vmkbot/change/1', card: null, journal: 0, armed: null, before: null, why: null, saved: null },
  ...{ drift: [], hands: [], watch: null, clean: false, told: false, thread: null, group: null, together: null },
};
