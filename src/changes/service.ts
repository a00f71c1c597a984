/** The one way to ask for a change, to decide on it and to follow it; for chat and for a terminal. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isConfirmed } from '../core/approvals/approval.ts';
import type { Refusal } from '../core/approvals/refusal.ts';
import { type Code, type Event, type MayApprove, step } from '../core/approvals/step.ts';
import type { Plan } from '../core/plans/plan.ts';
import type { Person } from '../core/policy/admission.ts';
import { type Changeable, mayApprove } from '../core/policy/approve.ts';
import type { Entry, Store } from '../store/store.ts';
import { type AskAnswer, Asking, type Policies } from './asking.ts';
import {
  asJson,
  type Change,
  changeKey,
  isEnded,
  journalOf,
  OPEN,
  type Place,
  planKey,
  type Summary,
} from './change.ts';
import type { JournalEntry, What } from './journal.ts';
import { Ledger } from './ledger.ts';
import { type At, type ChangeHosts, PATIENCE, type Patience, type Reached } from './ports.ts';
import { Runner } from './runner.ts';
import { type Follower, Telling } from './telling.ts';
import { advance } from './together.ts';

export type { AskAnswer, AskRefusal } from './asking.ts';
export type { Followed, Follower } from './telling.ts';

export interface ServiceOptions extends Policies {
  readonly store: Store;
  readonly hosts: ChangeHosts;
  /** Protected peers with a port, probed from here. */
  readonly reached?: readonly Reached[];
  readonly patience?: Partial<Patience>;
  readonly now?: () => number;
  /** A fault that is nobody's to answer: a bug, or a store that is down. */
  readonly failed?: (fault: unknown, change: string | null) => void;
  readonly at?: At;
}

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

export class Changes {
  private readonly options: ServiceOptions;
  private readonly ledger: Ledger;
  private readonly asking: Asking;
  private readonly telling: Telling;
  private readonly runner: Runner;
  private readonly now: () => number;

  constructor(options: ServiceOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.ledger = new Ledger(options.store, this.now, (change, entries) => this.telling.tell(change, entries));
    this.asking = new Asking(this.ledger, options);
    this.telling = new Telling(
      (change) => this.wasTold(change),
      (fault, id) => options.failed?.(fault, id),
    );
    this.runner = new Runner({
      ledger: this.ledger,
      hosts: options.hosts,
      reached: options.reached ?? [],
      patience: { ...PATIENCE, ...options.patience },
      at: options.at ?? (() => {}),
      holder: `${hostname()}/${process.pid}/${randomBytes(3).toString('hex')}`,
      failed: options.failed ?? (() => {}),
      round: () => this.round(),
    });
  }

  /** Begins to expire, to recover what others left, and to run what waits. */
  start(): void {
    this.runner.start();
  }

  /** Ends at the next safe point; what is armed is left to its host's timer and to whoever takes it over. */
  async stop(): Promise<void> {
    await this.runner.stop();
    await this.telling.quiet();
  }

  /** Who may confirm a change of this kind on this host, how many, and with what timer. */
  demands(host: string, kind: Plan['kind']): Changeable {
    return this.asking.demands(host, kind);
  }

  /** Keeps a request before anybody is shown it. The plan has the timer that `demands` names, and binds as it is. */
  async ask(plan: Plan, asker: string, thread: Place | null = null): Promise<AskAnswer> {
    return await this.asking.ask(plan, asker, thread);
  }

  /** Several hosts under one approval, the first plan first. */
  async askTogether(plans: readonly Plan[], asker: string, thread: Place | null = null): Promise<AskAnswer> {
    return await this.asking.askTogether(plans, asker, thread);
  }

  /** Where its card is shown; its thread, too, where it has none yet. */
  async shown(id: string, card: Place): Promise<void> {
    await this.ledger.move(id, (change) => ({
      change: { ...change, card, thread: change.thread ?? card },
      noted: [],
      result: null,
    }));
  }

  /** Counts a confirmation; with the last one that is needed the change is run. */
  async confirm(id: string, { by, digest, reason, code }: Vote): Promise<Answer> {
    const answer = await this.decide(id, by, 'confirmed', (at, may) => ({
      ...{ kind: 'confirm', by: by.id, at, digest, may, reason, code },
    }));
    if (answer.kind === 'moved' && isConfirmed(answer.change.approval)) await this.goOn(answer.change);
    return answer;
  }

  async reject(id: string, { by, reason }: Pick<Vote, 'by' | 'reason'>): Promise<Answer> {
    return await this.decide(id, by, 'rejected', (at, may) => ({ kind: 'reject', by: by.id, at, may, reason }));
  }

  async cancel(id: string, by: Person): Promise<Answer> {
    return await this.decide(id, by, 'cancelled', (at) => ({ kind: 'cancel', by: by.id, at }));
  }

  /** Somebody did at the console what was asked for: the host is read, and the change closed where it shows it. */
  async handsDone(id: string, by: Person): Promise<Answer> {
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
    await this.runner.hands(id);
    return { kind: 'moved', change: (await this.ledger.read(id))! };
  }

  async get(id: string): Promise<Change | null> {
    return await this.ledger.read(id);
  }

  async planOf(id: string): Promise<Plan | null> {
    const stored = await this.options.store.read(planKey(id));
    return stored === null ? null : (stored.value as unknown as Plan);
  }

  async journal(id: string): Promise<readonly JournalEntry[]> {
    const entries: readonly Entry[] = await this.options.store.entries(journalOf(id), 1, 10_000);
    return entries.map(({ entry }) => entry as unknown as JournalEntry);
  }

  /** Those that something is left to do about, oldest first. */
  async open(): Promise<readonly Summary[]> {
    const all = await this.options.store.list(OPEN);
    return all.map(({ value }) => value as unknown as Summary).sort((a, b) => a.askedAt - b.askedAt);
  }

  /** All there ever were, newest first; reads each. */
  async history(most: number): Promise<readonly Change[]> {
    const all = await this.options.store.list(changeKey(''));
    const changes = all.map(({ value }) => value as unknown as Change);
    return changes.sort((a, b) => b.approval.askedAt - a.approval.askedAt).slice(0, most);
  }

  /** Returns what ends the following. */
  follow(follower: Follower): () => void {
    return this.telling.follow(follower);
  }

  /** Resolves when nothing of this process is under way on it. */
  async settled(id: string): Promise<void> {
    await this.runner.settled(id);
    await this.telling.quiet(id);
  }

  private async decide(
    id: string,
    by: Person,
    what: What,
    eventOf: (at: number, may: 'yes' | 'no' | 'unknown') => Event,
  ): Promise<Answer> {
    const answer = await this.ledger.move<Answer>(id, (change) => {
      const { digest } = change.approval;
      const refused = (refusal: AnswerRefusal) => ({
        noted: [{ by: by.id, what: 'refused' as const, phase: null, detail: asJson({ what, refusal }) }],
        result: { kind: 'refused', refusal, change } as const,
      });
      if (change.group !== null) return refused({ code: 'part-of-several', whole: change.group });
      const may = this.mayDecide(by, change);
      if (may === 'never' && what === 'confirmed') return refused({ code: 'never-changed' });
      const stepped = step(change.approval, eventOf(this.now(), may === 'never' ? 'no' : may));
      if (stepped.kind === 'refused') return refused(stepped.refusal);
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

  /** By today's policy, for every host that it is about; `never` where one of them is not to be changed so any more. */
  private mayDecide(by: Person, { approval: { host, kind }, together }: Change): MayApprove | 'never' {
    const hosts = together === null ? [host] : host.split(', ');
    const all = hosts.map((each) => this.demands(each, kind as Plan['kind']));
    if (all.some((each) => each.kind === 'never')) return 'never';
    return leastOf(all.map((each) => (each.kind === 'never' ? 'no' : mayApprove(by, each.demands))));
  }

  /** Expires what is late, begins what is confirmed, goes on with what others left, and tells what was not told. */
  private async round(): Promise<void> {
    for (const { id, state, expires, confirmed, several } of await this.open()) {
      if (several && (confirmed || state !== 'pending')) await this.goOnWith(id);
      else if (state === 'pending' && this.now() >= expires) await this.expire(id);
      else if (state === 'applying' || (state === 'pending' && confirmed)) this.runner.begin(id);
      else if (state !== 'needs-hands' && state !== 'pending') await this.finish(id);
    }
  }

  private async goOnWith(id: string): Promise<void> {
    const change = await this.ledger.read(id);
    if (change === null) return;
    if (isEnded(change)) await this.finish(id);
    else await this.goOn(change);
  }

  private async goOn(change: Change): Promise<void> {
    const begin = (id: string) => this.runner.begin(id);
    if (change.together === null) begin(change.approval.id);
    else await advance(this.ledger, change, begin);
  }

  private async expire(id: string): Promise<void> {
    await this.ledger.move(id, (change) => {
      const stepped = step(change.approval, { kind: 'expire', at: this.now() });
      if (stepped.kind === 'refused') return { noted: [], result: null };
      const next = { ...change, approval: stepped.approval };
      return { change: next, noted: [{ by: null, what: 'expired', phase: null, detail: null }], result: null };
    });
  }

  /** What is over and not done: something is left on its host, or its end was not told. */
  private async finish(id: string): Promise<void> {
    const change = await this.ledger.read(id);
    if (change === null || !isEnded(change)) return;
    if (change.armed !== null && !change.clean) this.runner.begin(id);
    else if (!this.telling.isUnderWay(id)) this.telling.tell(change, []);
  }

  /** What belongs to a whole lets it go on. */
  private async wasTold({ approval, group }: Change): Promise<void> {
    if (group !== null) await this.goOnWith(group);
    await this.ledger.move(approval.id, (kept) =>
      kept.told ? { noted: [], result: null } : { change: { ...kept, told: true }, noted: [], result: null },
    );
  }
}

/** Whoever decides on several hosts is meant for each of them. */
function leastOf(all: readonly MayApprove[]): MayApprove {
  if (all.length === 0 || all.includes('no')) return 'no';
  return all.includes('unknown') ? 'unknown' : 'yes';
}
