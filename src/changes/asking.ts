/** From a plan to a request that is kept: who may confirm it, how long it waits, and what it binds. */
import type { Approval } from '../core/approvals/approval.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { type ApprovePolicy, type Changeable, changeable, type Demands } from '../core/policy/approve.ts';
import { type Change, digestOfPlan, type Thread } from './change.ts';
import type { Ledger } from './ledger.ts';
import { requestOf, requestsTogether } from './request.ts';

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
  demands(host: string, kind: Approval['kind']): Changeable {
    const groups = this.options.groupsOf(host);
    if (groups === null) return { kind: 'never', why: 'no-policy' };
    return changeable(this.options.policies, { groups }, kind);
  }

  /** Keeps a request before anybody is shown it. The plan has the timer that `demands` names, and binds as it is. */
  async ask(plan: AnyPlan, asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    const found = this.judge(plan);
    if ('code' in found) return { kind: 'refused', refusal: found };
    for (;;) {
      const created = requestOf(plan, found, { asker, thread, askedAt: this.ledger.now() });
      if (await this.ledger.create([created])) return { kind: 'asked', change: created.change };
    }
  }

  /** Several hosts under one approval, the first plan first. Each is as if it were asked for alone; one refusal refuses all. */
  async askTogether(plans: readonly AnyPlan[], asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    const hosts = new Set(plans.map(({ host }) => host));
    if (plans.length < 2 || hosts.size < plans.length) return { kind: 'refused', refusal: { code: 'other-plan' } };
    const all: Demands[] = [];
    for (const plan of plans) {
      const found = this.judge(plan);
      if ('code' in found) return { kind: 'refused', refusal: { ...found, host: String(plan.host) } };
      all.push(found);
    }
    const demands = strictest(all);
    for (;;) {
      const { whole, members } = requestsTogether(plans, demands, { asker, thread, askedAt: this.ledger.now() });
      if (await this.ledger.create([...members, whole])) return { kind: 'asked', change: whole.change };
    }
  }

  private judge(plan: AnyPlan): Demands | AskRefusal {
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
}

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
