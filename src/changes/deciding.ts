/** What people answer to a request: who may, by today's policy, and what then becomes of it. */
import { type ApprovalState, isOver } from '../core/approvals/approval.ts';
import type { Refusal } from '../core/approvals/refusal.ts';
import { type Code, type Event, type MayApprove, type Stepped, step } from '../core/approvals/step.ts';
import { redact } from '../core/esxi/redact.ts';
import type { Person } from '../core/policy/admission.ts';
import { mayApprove } from '../core/policy/approve.ts';
import type { Asking } from './asking.ts';
import { asJson, type Change, hostsOf } from './change.ts';
import type { Noted, What } from './journal.ts';
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

/** What a reason may hold: whoever needs more has a ticket. */
const LONGEST_REASON = 500;

/** A reason as it is kept and shown to everybody: whatever looks like a secret is taken out of it first. */
function kept(reason: string | null): string | null {
  return reason === null ? null : redact(reason.slice(0, 10 * LONGEST_REASON)).text.slice(0, LONGEST_REASON);
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
      ...{ kind: 'confirm', by: by.id, at, digest, may, reason: kept(reason), code },
    }));
  }

  async reject(id: string, { by, reason }: Pick<Vote, 'by' | 'reason'>): Promise<Answer> {
    return await this.decide(id, by, 'rejected', (at, may) => ({
      ...{ kind: 'reject', by: by.id, at, may, reason: kept(reason) },
    }));
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

  /** Writes down that somebody was at the console, or why that is not theirs to say; null where it counts. */
  async handsDone(id: string, by: Person): Promise<Answer | null> {
    const answer = await this.ledger.move<Answer | 'counts'>(id, (change) => {
      const refusal = this.notAtConsole(change, by);
      if (refusal !== null)
        return { noted: [refusedBy(by.id, 'hands-done', refusal)], result: { kind: 'refused', refusal, change } };
      return { noted: [{ by: by.id, what: 'hands-done', phase: null, detail: null }], result: 'counts' };
    });
    if (answer === null) return { kind: 'refused', refusal: { code: 'unknown-change' }, change: null };
    return answer === 'counts' ? null : answer;
  }

  /** Writes down an answer that was not judged at all, with the code of the problem that its giver was told. */
  async unjudged(id: string, by: string, what: What, code: string): Promise<void> {
    await this.ledger.move(id, () => ({ noted: [refusedBy(by, what, { code })], result: null }));
  }

  private notAtConsole(change: Change, by: Person): AnswerRefusal | null {
    const { state, ended, asker } = change.approval;
    if (state !== 'needs-hands') return { code: 'already-settled', state, by: ended?.by ?? null };
    const may = by.id === asker ? 'yes' : this.mayDecide(by, change);
    if (may === 'yes') return null;
    return { code: may === 'unknown' ? 'membership-unknown' : 'not-an-operator' };
  }

  private async decide(id: string, by: Person, what: What, eventOf: EventOf): Promise<Answer> {
    const answer = await this.ledger.move<Answer>(id, (change) => {
      const { digest } = change.approval;
      const stepped = this.judge(change, by, what, eventOf);
      if (stepped.kind === 'refused') {
        const { refusal } = stepped;
        return {
          noted: [refusedBy(by.id, what, refusal)],
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
    const end = change.together?.state ?? null;
    // Its own approval stays as it was begun.
    if (end !== null && !isOver(change.approval)) return settled(change, end);
    const may = this.mayDecide(by, change);
    if (may === 'never' && what === 'confirmed') return { kind: 'refused', refusal: { code: 'never-changed' } };
    return step(change.approval, eventOf(this.ledger.now(), may === 'never' ? 'no' : may));
  }

  /** By today's policy, for every host that it is about; `never` where one of them is not to be changed so any more. */
  private mayDecide(by: Person, change: Change): MayApprove | 'never' {
    const all = hostsOf(change).map((each) => this.asking.demands(each, change.approval.kind));
    if (all.some((each) => each.kind === 'never')) return 'never';
    return leastOf(all.map((each) => (each.kind === 'never' ? 'no' : mayApprove(by, each.demands))));
  }
}

/** `what` is what they wanted to do. */
function refusedBy(by: string, what: What, refusal: { readonly code: string }): Noted {
  return { by, what: 'refused', phase: null, detail: asJson({ what, refusal }) };
}

function settled({ together }: Change, state: ApprovalState) {
  const stopped = state !== 'verified' && (together?.changed ?? []).length > 0;
  const refusal = { code: 'already-settled', state, by: null, ...(stopped && { stopped }) } as const;
  return { kind: 'refused', refusal } as const;
}

/** Whoever decides on several hosts is meant for each of them. */
function leastOf(all: readonly MayApprove[]): MayApprove {
  if (all.length === 0 || all.includes('no')) return 'no';
  return all.includes('unknown') ? 'unknown' : 'yes';
}
