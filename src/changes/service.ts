/** The one way to ask for a change, to decide on it and to follow it; for chat and for a terminal. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Approval } from '../core/approvals/approval.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import type { Person } from '../core/policy/admission.ts';
import type { Changeable } from '../core/policy/approve.ts';
import type { Store } from '../store/store.ts';
import { type AskAnswer, Asking, type Policies } from './asking.ts';
import type { Change, Place, Summary, Thread } from './change.ts';
import { type Answer, type AnswerRefusal, Deciding, type Vote } from './deciding.ts';
import type { JournalEntry } from './journal.ts';
import { Ledger } from './ledger.ts';
import { type At, type ChangeHosts, PATIENCE, type Patience, type Reached } from './ports.ts';
import { Reading } from './reading.ts';
import { Rounds } from './rounds.ts';
import { Runner } from './runner.ts';
import { objectionTo } from './standing.ts';
import { type Follower, Telling } from './telling.ts';

export type { AskAnswer, AskRefusal } from './asking.ts';
export type { Answer, AnswerRefusal, Vote } from './deciding.ts';
export type { Followed, Follower } from './telling.ts';

export interface ServiceOptions extends Policies {
  readonly store: Store;
  readonly hosts: ChangeHosts;
  /** Protected peers with a port, probed from here. */
  readonly reached?: readonly Reached[];
  readonly patience?: Partial<Patience>;
  readonly now?: () => number;
  /** The clock by which a change of time is watched; a test need not wait for it. */
  readonly watchNow?: () => number;
  /** A fault that is nobody's to answer: a bug, or a store that is down. */
  readonly failed?: (fault: unknown, change: string | null) => void;
  readonly at?: At;
}

export class Changes {
  private readonly ledger: Ledger;
  private readonly asking: Asking;
  private readonly deciding: Deciding;
  private readonly reading: Reading;
  private readonly telling: Telling;
  private readonly runner: Runner;
  private readonly rounds: Rounds;

  constructor(options: ServiceOptions) {
    const { store, now = Date.now, failed = () => {} } = options;
    this.ledger = new Ledger(store, now, (change, entries) => this.telling.tell(change, entries));
    this.asking = new Asking(this.ledger, options);
    this.deciding = new Deciding(this.ledger, this.asking);
    this.reading = new Reading(store);
    const patience = { ...PATIENCE, ...options.patience };
    this.telling = new Telling((change) => this.rounds.wasTold(change), failed, patience.tidy);
    this.runner = new Runner({
      ledger: this.ledger,
      hosts: options.hosts,
      reached: options.reached ?? [],
      patience,
      at: options.at ?? (() => {}),
      watchNow: options.watchNow ?? now,
      holder: `${hostname()}/${process.pid}/${randomBytes(3).toString('hex')}`,
      failed,
      round: () => this.rounds.round(),
      objectionTo: (change) => objectionTo(change, (host, kind) => this.asking.demands(host, kind)),
    });
    const { ledger, reading, telling } = this;
    this.rounds = new Rounds({
      ...{ ledger, reading, telling },
      begin: (id) => this.runner.begin(id),
      look: (id) => this.runner.look(id),
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
  demands(host: string, kind: Approval['kind']): Changeable {
    return this.asking.demands(host, kind);
  }

  /** Keeps a request before anybody is shown it. The plan has the timer that `demands` names, and binds as it is. */
  async ask(plan: AnyPlan, asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    return await this.asking.ask(plan, asker, thread);
  }

  /** Several hosts under one approval, the first plan first. */
  async askTogether(plans: readonly AnyPlan[], asker: string, thread: Thread | null = null): Promise<AskAnswer> {
    return await this.asking.askTogether(plans, asker, thread);
  }

  /** Where its card is shown; its thread is the card's own where it was not asked for in another. */
  async shown(id: string, card: Place): Promise<void> {
    await this.ledger.move(id, (change) => {
      const ts = change.thread?.ts ?? null;
      const isOwn = ts === null || ts === change.card?.ts;
      const next = { ...change, card, thread: { channel: card.channel, ts: isOwn ? card.ts : ts } };
      return { change: next, noted: [], result: null };
    });
  }

  /** Counts a confirmation; with the last one that is needed the change is run. */
  async confirm(id: string, vote: Vote): Promise<Answer> {
    const answer = await this.deciding.confirm(id, vote);
    if (answer.kind === 'moved') await this.rounds.goOn(answer.change);
    return answer;
  }

  /** Why an answer would not count whatever one-time code came with it; null where it would. Nothing is written. */
  async refusalOf(id: string, act: 'confirm' | 'reject', vote: Omit<Vote, 'code'>): Promise<AnswerRefusal | null> {
    return await this.deciding.refusalOf(id, act, vote);
  }

  async reject(id: string, vote: Pick<Vote, 'by' | 'reason'>): Promise<Answer> {
    return await this.over(await this.deciding.reject(id, vote));
  }

  async cancel(id: string, by: Person): Promise<Answer> {
    return await this.over(await this.deciding.cancel(id, by));
  }

  private async over(answer: Answer): Promise<Answer> {
    if (answer.kind === 'moved' && answer.change.together !== null) await this.rounds.goOn(answer.change);
    return answer;
  }

  /** Somebody did at the console what was asked for: the host is read, and the change closed where it shows it. */
  async handsDone(id: string, by: Person): Promise<Answer> {
    const refused = await this.deciding.handsDone(id, by);
    if (refused !== null) return refused;
    await this.runner.hands(id);
    return { kind: 'moved', change: (await this.ledger.read(id))! };
  }

  /** Puts on record that somebody's answer could not be judged; `code` is of the problem that they were told. */
  async unjudged(id: string, by: string, what: 'confirmed' | 'rejected' | 'hands-done', code: string): Promise<void> {
    await this.deciding.unjudged(id, by, what, code);
  }

  async get(id: string): Promise<Change | null> {
    return await this.ledger.read(id);
  }

  async planOf(id: string): Promise<AnyPlan | null> {
    return await this.reading.planOf(id);
  }

  async journal(id: string): Promise<readonly JournalEntry[]> {
    return await this.reading.journal(id);
  }

  /** Those that something is left to do about, oldest first. */
  async open(): Promise<readonly Summary[]> {
    return await this.reading.open();
  }

  /** As many as are wanted of all there ever were, the last asked for first; what is older is not read. */
  async history(most: number): Promise<readonly Change[]> {
    return await this.reading.history(most);
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
}
