/** From a plan to a request that is kept: who may confirm it, how long it waits, and what it binds. */
import { requested } from '../core/approvals/approval.ts';
import type { Plan } from '../core/plans/plan.ts';
import { type ApprovePolicy, type Changeable, changeable, type Demands } from '../core/policy/approve.ts';
import { asJson, type Change, digestOfPlan, newId, type Thread } from './change.ts';
import type { Ledger } from './ledger.ts';
import { digestOfAll } from './together.ts';

/** Why a change is not even asked for. */
export type AskRefusal = (
  | { readonly code: 'no-policy' | 'kind-not-allowed' | 'no-such-host' | 'nothing-to-do' | 'other-plan' }
  | { readonly code: 'not-applicable'; readonly reasons: readonly string[] }
) & {
  /** Of several, the one that is refused. */
  readonly host?: string;
};

export type AskAnswer =
  | { readonly kind: 'asked'; readonly change: Change }
  | { readonly kind: 'refused'; readonly refusal: AskRefusal };

export interface Policies {
  readonly policies: readonly ApprovePolicy[];
  /** The groups of a host of the inventory, or null where it is not in it. */
  groupsOf(host: string): readonly string[] | null;
}

export class Asking {
  private readonly ledger: Ledger;
  private readonly options: Policies;

  constructor(ledger: Ledger, options: Policies) {
    this.ledger = ledger;
    this.options = options;
  }

  /** Who may confirm a change of this kind on this host, how many, and with what timer. */
  demands(host: string, kind: Plan['kind']): Changeable {
    const groups = this.options.groupsOf(host);
    if (groups === null) return { kind: 'never', why: 'no-policy' };
    return changeable(this.options.policies, { groups }, kind);
  }

  /** Keeps a request before anybody is shown it. The plan has the timer that `demands` names, and binds as it is. */
  async ask(plan: Plan, asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    const found = this.judge(plan);
    if ('code' in found) return { kind: 'refused', refusal: found };
    return { kind: 'asked', change: await this.keep(plan, found, { asker, thread }) };
  }

  /** Several hosts under one approval, the first plan first. Each is as if it were asked for alone; one refusal refuses all. */
  async askTogether(plans: readonly Plan[], asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    const hosts = new Set(plans.map(({ host }) => host));
    if (plans.length < 2 || hosts.size < plans.length) return { kind: 'refused', refusal: { code: 'other-plan' } };
    const all: Demands[] = [];
    for (const plan of plans) {
      const found = this.judge(plan);
      if ('code' in found) return { kind: 'refused', refusal: { ...found, host: String(plan.host) } };
      all.push(found);
    }
    const demands = strictest(all);
    const whole = newId('g');
    const members: Change[] = [];
    // A member has no card to confirm it by, so that it is the whole that expires.
    const patient = { ...demands, expires: demands.expires + 86_400 };
    for (const plan of plans) members.push(await this.keep(plan, patient, { asker, thread, group: whole }));
    const approval = requested({
      ...{ id: whole, host: [...hosts].join(', '), kind: plans[0]!.kind, asker, askedAt: this.ledger.now() },
      ...{
        digest: digestOfAll(plans.map(({ digest }) => digest)),
        expires: this.ledger.now() + demands.expires * 1000,
      },
      ...{ quorum: demands.quorum, needsReason: demands.reason, needsCode: demands.totp },
    });
    const together = { members: members.map((each) => each.approval.id), state: null };
    const change: Change = { ...NEW, approval, timer: demands.timer, thread, together };
    const noted = [{ by: asker, what: 'asked', phase: null, detail: asJson(together) }] as const;
    if (!(await this.ledger.create(change, null, noted))) throw new Error(`the id ${whole} is taken`);
    return { kind: 'asked', change };
  }

  private judge(plan: Plan): Demands | AskRefusal {
    const host = String(plan.host);
    if (this.options.groupsOf(host) === null) return { code: 'no-such-host' };
    const found = this.demands(host, plan.kind);
    if (found.kind === 'never') return { code: found.why };
    if (!plan.applicable || plan.refusals.length > 0) {
      const reasons = [...plan.refusals.map(({ message }) => message), ...plan.notApplicable];
      return { code: 'not-applicable', reasons };
    }
    if (plan.steps.length === 0 || plan.undoSteps.length === 0) return { code: 'nothing-to-do' };
    const isTheirs = plan.timer === found.demands.timer && digestOfPlan(plan) === plan.digest;
    return isTheirs ? found.demands : { code: 'other-plan' };
  }

  private async keep(
    plan: Plan,
    demands: Demands,
    more: Partial<Change> & { readonly asker: string },
  ): Promise<Change> {
    const { asker, ...places } = more;
    for (;;) {
      const askedAt = this.ledger.now();
      const approval = requested({
        ...{ id: newId(), host: String(plan.host), kind: plan.kind, digest: plan.digest, asker, askedAt },
        expires: askedAt + demands.expires * 1000,
        ...{ quorum: demands.quorum, needsReason: demands.reason, needsCode: demands.totp },
      });
      const change: Change = { ...NEW, approval, timer: plan.timer ?? demands.timer, ...places };
      const detail = asJson({ commands: plan.commands, undo: plan.undo, timer: plan.timer, basis: plan.basis });
      if (await this.ledger.create(change, asJson(plan), [{ by: asker, what: 'asked', phase: null, detail }]))
        return change;
    }
  }
}

const NEW: Omit<Change, 'approval' | 'timer'> = {
  ...{ schema: 'vmkbot/change/1', card: null, journal: 0, armed: null, before: null, why: null, saved: null },
  ...{ drift: [], hands: [], clean: false, told: false, thread: null, group: null, together: null },
};

function strictest(all: readonly Demands[]): Demands {
  return {
    ...{
      quorum: Math.max(...all.map(({ quorum }) => quorum)),
      expires: Math.min(...all.map(({ expires }) => expires)),
    },
    ...{ reason: all.some(({ reason }) => reason), totp: all.some(({ totp }) => totp) },
    ...{ timer: Math.max(...all.map(({ timer }) => timer)), people: all.flatMap(({ people }) => people) },
  };
}
