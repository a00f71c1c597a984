/** The one way to ask for a change, to decide on it and to follow it; for chat and for a terminal. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isConfirmed, requested } from '../core/approvals/approval.ts';
import type { Refusal } from '../core/approvals/refusal.ts';
import { type Code, type Event, type MayApprove, step } from '../core/approvals/step.ts';
import type { Plan } from '../core/plans/plan.ts';
import type { Person } from '../core/policy/admission.ts';
import { type ApprovePolicy, type Changeable, changeable, type Demands, mayApprove } from '../core/policy/approve.ts';
import type { Entry, Store } from '../store/store.ts';
import {
  asJson,
  type Change,
  changeKey,
  digestOfPlan,
  isEnded,
  journalOf,
  newId,
  OPEN,
  type Place,
  planKey,
  type Summary,
} from './change.ts';
import type { JournalEntry, What } from './journal.ts';
import { Ledger } from './ledger.ts';
import { type At, type ChangeHosts, PATIENCE, type Patience, type Reached } from './ports.ts';
import { Runner } from './runner.ts';
import { advance, digestOfAll } from './together.ts';

export interface ServiceOptions {
  readonly store: Store;
  readonly hosts: ChangeHosts;
  readonly policies: readonly ApprovePolicy[];
  /** The groups of a host of the inventory, or null where it is not in it. */
  groupsOf(host: string): readonly string[] | null;
  /** Protected peers with a port, probed from here. */
  readonly reached?: readonly Reached[];
  readonly patience?: Partial<Patience>;
  readonly now?: () => number;
  /** A fault that is nobody's to answer: a bug, or a store that is down. */
  readonly failed?: (fault: unknown, change: string | null) => void;
  readonly at?: At;
}

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

/** Why somebody's answer did not count. */
export type AnswerRefusal =
  | Refusal
  | { readonly code: 'unknown-change' }
  | { readonly code: 'never-changed' }
  | { readonly code: 'part-of-several'; readonly whole: string };

export type Answer =
  | { readonly kind: 'moved'; readonly change: Change }
  | { readonly kind: 'refused'; readonly refusal: AnswerRefusal; readonly change: Change | null };

/** What happened to a change; `over` where it is to be told as its end, also again after a crash. */
export interface Followed {
  readonly change: Change;
  readonly entries: readonly JournalEntry[];
}

/** Tells of changes to a card and a thread. It may be called again for the same end, and rejects where that was not told. */
export type Follower = (followed: Followed) => void | Promise<void>;

export interface Vote {
  readonly by: Person;
  readonly digest: string;
  readonly reason: string | null;
  readonly code: Code;
}

export class Changes {
  private readonly options: ServiceOptions;
  private readonly ledger: Ledger;
  private readonly followers = new Set<Follower>();
  private readonly runner: Runner;
  private readonly now: () => number;
  private readonly telling = new Map<string, Promise<void>>();

  constructor(options: ServiceOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.ledger = new Ledger(options.store, this.now, (change, entries) => this.tell(change, entries));
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
    await Promise.allSettled(this.telling.values());
  }

  /** Who may confirm a change of this kind on this host, how many, and with what timer. */
  demands(host: string, kind: Plan['kind']): Changeable {
    const groups = this.options.groupsOf(host);
    if (groups === null) return { kind: 'never', why: 'no-policy' };
    return changeable(this.options.policies, { groups }, kind);
  }

  /** Keeps a request before anybody is shown it. The plan has the timer that `demands` names, and binds as it is. */
  async ask(plan: Plan, asker: string, thread: Place | null = null): Promise<AskAnswer> {
    const found = this.judge(plan);
    if ('code' in found) return { kind: 'refused', refusal: found };
    return { kind: 'asked', change: await this.keep(plan, found, { asker, thread }) };
  }

  /** Several hosts under one approval, the first plan first. Each is as if it were asked for alone; one refusal refuses all. */
  async askTogether(plans: readonly Plan[], asker: string, thread: Place | null = null): Promise<AskAnswer> {
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
      ...{ id: whole, host: [...hosts].join(', '), kind: plans[0]!.kind, asker, askedAt: this.now() },
      ...{ digest: digestOfAll(plans.map(({ digest }) => digest)), expires: this.now() + demands.expires * 1000 },
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
      const askedAt = this.now();
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
    this.followers.add(follower);
    return () => void this.followers.delete(follower);
  }

  /** Resolves when nothing of this process is under way on it. */
  async settled(id: string): Promise<void> {
    await this.runner.settled(id);
    await this.telling.get(id);
  }

  private async decide(
    id: string,
    by: Person,
    what: What,
    eventOf: (at: number, may: 'yes' | 'no' | 'unknown') => Event,
  ): Promise<Answer> {
    const answer = await this.ledger.move<Answer>(id, (change) => {
      const { host, kind, digest } = change.approval;
      const hosts = change.together === null ? [host] : host.split(', ');
      const refused = (refusal: AnswerRefusal) => ({
        noted: [{ by: by.id, what: 'refused' as const, phase: null, detail: asJson({ what, refusal }) }],
        result: { kind: 'refused', refusal, change } as const,
      });
      if (change.group !== null) return refused({ code: 'part-of-several', whole: change.group });
      const all = hosts.map((each) => this.demands(each, kind as Plan['kind']));
      if (all.some((each) => each.kind === 'never') && what === 'confirmed') return refused({ code: 'never-changed' });
      const may = leastOf(all.map((each) => (each.kind === 'never' ? 'no' : mayApprove(by, each.demands))));
      const stepped = step(change.approval, eventOf(this.now(), may));
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
    else if (!this.telling.has(id)) this.tell(change, []);
  }

  /** One after the other for each change, so that a card ends with its end. */
  private tell(change: Change, entries: readonly JournalEntry[]): void {
    const { id } = change.approval;
    if (change.told || this.followers.size === 0) return;
    const before = this.telling.get(id) ?? Promise.resolve();
    const now = before
      .then(() => this.tellAll(change, entries))
      .catch((fault) => this.options.failed?.(fault, id))
      .finally(() => {
        if (this.telling.get(id) === now) this.telling.delete(id);
      });
    this.telling.set(id, now);
  }

  private async tellAll(change: Change, entries: readonly JournalEntry[]): Promise<void> {
    for (const follower of this.followers) await follower({ change, entries });
    if (change.group !== null && isEnded(change)) await this.goOnWith(change.group);
    if (!isEnded(change)) return;
    await this.ledger.move(change.approval.id, (kept) =>
      kept.told ? { noted: [], result: null } : { change: { ...kept, told: true }, noted: [], result: null },
    );
  }
}

const NEW: Omit<Change, 'approval' | 'timer'> = {
  ...{ schema: 'vmkbot/change/1', card: null, journal: 0, armed: null, before: null, why: null, saved: null },
  ...{ drift: [], hands: [], clean: false, told: false, thread: null, group: null, together: null },
};

/** Whoever decides on several hosts is meant for each of them. */
function leastOf(all: readonly MayApprove[]): MayApprove {
  if (all.length === 0 || all.includes('no')) return 'no';
  return all.includes('unknown') ? 'unknown' : 'yes';
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
