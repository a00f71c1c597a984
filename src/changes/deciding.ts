/** What people answer to a request: who may, by today's policy, and what then becomes of it. */
import type { Refusal } from '../core/approvals/refusal.ts';
import { type Code, type Event, type MayApprove, type Stepped, step } from '../core/approvals/step.ts';
import type { Plan } from '../core/plans/plan.ts';
import type { Person } from '../core/policy/admission.ts';
import { mayApprove } from '../core/policy/approve.ts';
import type { Asking } from './asking.ts';
import { asJson, type Change } from './change.ts';
import type { What } from './journal.ts';
import type { Ledger } from './ledger.ts';

/** Why somebody's answer did not count. */
export type AnswerRefusal =
  | Refusal
  | { readonly code: 'unknown-change' }
  | { readonly code: 'never-changed' }
  | { readonly code: 'part-of-several'; readonly whole: string };

export type Answer =
  | { readonly kind: 'moved'; readonly change: Change }
  | { readonly kind: 'refused'; readonly refusal: AnswerRefusal; readonly change: Change | null };

export interface Vote {
  readonly by: Person;
  readonly digest: string;
  readonly reason: string | null;
  readonly code: Code;
}

type EventOf = (at: number, may: MayApprove) => Event;

export class Deciding {
  private readonly ledger: Ledger;
  private readonly asking: Pick<Asking, 'demands'>;

  constructor(ledger: Ledger, asking: Pick<Asking, 'demands'>) {
    this.ledger = ledger;
    this.asking = asking;
  }

  async confirm(id: string, { by, digest, reason, code }: Vote): Promise<Answer> {
    return await this.decide(id, by, 'confirmed', (at, may) => ({
      ...{ kind: 'confirm', by: by.id, at, digest, may, reason, code },
    }));
  }

  async reject(id: string, { by, reason }: Pick<Vote, 'by' | 'reason'>): Promise<Answer> {
    return await this.decide(id, by, 'rejected', (at, may) => ({ kind: 'reject', by: by.id, at, may, reason }));
  }

  /**
   * Why an answer would not count by today's policy, whatever one-time code came with it; null where it would. Nothing is written, so
   * that a code is asked for, and used up, only by somebody whom it lets decide.
   */
  async refusalOf(
    id: string,
    act: 'confirm' | 'reject',
    { by, digest, reason }: Omit<Vote, 'code'>,
  ): Promise<AnswerRefusal | null> {
    const change = await this.ledger.read(id);
    if (change === null) return { code: 'unknown-change' };
    const given = { by: by.id, reason };
    const judged =
      act === 'confirm'
        ? this.judge(change, by, 'confirmed', (at, may) => ({
            kind: 'confirm',
            ...given,
            at,
            digest,
            may,
            code: 'right',
          }))
        : this.judge(change, by, 'rejected', (at, may) => ({ kind: 'reject', ...given, at, may }));
    return judged.kind === 'refused' ? judged.refusal : null;
  }

  async cancel(id: string, by: Person): Promise<Answer> {
    return await this.decide(id, by, 'cancelled', (at) => ({ kind: 'cancel', by: by.id, at }));
  }

  /** Writes down that somebody was at the console, or why that is not theirs to say; null where it was written. */
  async handsDone(id: string, by: Person): Promise<Answer | null> {
    const change = await this.ledger.read(id);
    if (change === null) return { kind: 'refused', refusal: { code: 'unknown-change' }, change };
    const { state, ended } = change.approval;
    if (state !== 'needs-hands')
      return { kind: 'refused', refusal: { code: 'already-settled', state, by: ended?.by ?? null }, change };
    const may = by.id === change.approval.asker ? 'yes' : this.mayDecide(by, change);
    if (may !== 'yes') {
      const code = may === 'unknown' ? 'membership-unknown' : 'not-an-operator';
      return { kind: 'refused', refusal: { code }, change };
    }
    await this.ledger.move(id, () => ({
      noted: [{ by: by.id, what: 'hands-done', phase: null, detail: null }],
      result: null,
    }));
    return null;
  }

  private async decide(id: string, by: Person, what: What, eventOf: EventOf): Promise<Answer> {
    const answer = await this.ledger.move<Answer>(id, (change) => {
      const { digest } = change.approval;
      const stepped = this.judge(change, by, what, eventOf);
      if (stepped.kind === 'refused') {
        const { refusal } = stepped;
        return {
          noted: [{ by: by.id, what: 'refused', phase: null, detail: asJson({ what, refusal }) }],
          result: { kind: 'refused', refusal, change },
        };
      }
      const next = { ...change, approval: stepped.approval };
      const vote = stepped.approval.confirmed.at(-1);
      const detail = {
        digest,
        reason: what === 'confirmed' ? (vote?.reason ?? null) : (next.approval.ended?.why ?? null),
      };
      return {
        change: next,
        noted: [{ by: by.id, what, phase: null, detail }],
        result: { kind: 'moved', change: next },
      };
    });
    return answer ?? { kind: 'refused', refusal: { code: 'unknown-change' }, change: null };
  }

  private judge(
    change: Change,
    by: Person,
    what: What,
    eventOf: EventOf,
  ): Stepped | { readonly kind: 'refused'; readonly refusal: AnswerRefusal } {
    if (change.group !== null) return { kind: 'refused', refusal: { code: 'part-of-several', whole: change.group } };
    const may = this.mayDecide(by, change);
    if (may === 'never' && what === 'confirmed') return { kind: 'refused', refusal: { code: 'never-changed' } };
    return step(change.approval, eventOf(this.ledger.now(), may === 'never' ? 'no' : may));
  }

  /** By today's policy, for every host that it is about; `never` where one of them is not to be changed so any more. */
  private mayDecide(by: Person, { approval: { host, kind }, together }: Change): MayApprove | 'never' {
    const hosts = together === null ? [host] : host.split(', ');
    const all = hosts.map((each) => this.asking.demands(each, kind as Plan['kind']));
    if (all.some((each) => each.kind === 'never')) return 'never';
    return leastOf(all.map((each) => (each.kind === 'never' ? 'no' : mayApprove(by, each.demands))));
  }
}

/** Whoever decides on several hosts is meant for each of them. */
function leastOf(all: readonly MayApprove[]): MayApprove {
  if (all.length === 0 || all.includes('no')) return 'no';
  return all.includes('unknown') ? 'unknown' : 'yes';
}
