/** One process at work on one change: its claim, its connections to the host, and what it writes as it goes. */
import { isOver, type Progress } from '../core/approvals/approval.ts';
import { type Event, step } from '../core/approvals/step.ts';
import type { HostState } from '../core/esxi/host-state.ts';
import type { Need } from '../core/esxi/needs.ts';
import { read } from '../core/esxi/read.ts';
import { type EsxiVersion, readVersion, versionOf } from '../core/esxi/version.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import type { Arming } from '../core/plans/arm/arming.ts';
import type { Query } from '../core/plans/query.ts';
import { isListed } from '../core/routing/forwarding.ts';
import { pause } from '../hosts/bounded.ts';
import { askText, type ChangeText } from '../hosts/change-text.ts';
import type { ChangeSession } from '../hosts/run-change.ts';
import { Problem } from '../problem.ts';
import type { Json, Lease } from '../store/store.ts';
import type { Armed, Change } from './change.ts';
import type { Claimed } from './claim.ts';
import type { Noted, What } from './journal.ts';
import type { Ledger } from './ledger.ts';
import type { At, ChangeHosts, Patience, Reached } from './ports.ts';
import { LostClaim, Stopped } from './stopped.ts';

export interface WorkParts {
  readonly ledger: Ledger;
  readonly hosts: ChangeHosts;
  readonly reached: readonly Reached[];
  readonly patience: Patience;
  readonly at: At;
  /** The clock by which a change of time is watched. */
  watchNow(): number;
  /** Why it may not be begun by the policies of now, or null. */
  objectionTo(change: Change): string | null;
}

/** The right to work, for as long as it is renewed. */
export interface Held {
  readonly lease: Lease;
  /** Fires when the process stops or the lease is lost. */
  readonly signal: AbortSignal;
  /** By our own clock: a process that slept does not know yet that it lost it. */
  isHeld(): boolean;
}

/** The host was reached and did not let us in. */
const REFUSED: ReadonlySet<string> = new Set(['login-refused', 'login-waits', 'login-method', 'login-prompt']);
const MAYBE_REFUSED: ReadonlySet<string> = new Set(['host-cut-off', 'host-silent']);
const MOST_DOUBTFUL = 2;

export type Step = readonly [what: What, phase: Noted['phase']];

export type End = Extract<Event, { kind: 'end' }>['as'];

export class Work {
  readonly parts: WorkParts;
  readonly plan: AnyPlan;
  readonly version: EsxiVersion;
  readonly lease: Lease;
  readonly signal: AbortSignal;
  change: Change;
  private readonly held: Held;
  /** It was armed in this very run and answered, so the host need not be asked what became of it. */
  justArmed = false;
  readonly takenOver: boolean;
  readonly since: number;
  /** How often it waited, and for what: a clock that stands still is not waited for again and again. */
  readonly waited = { save: 0, arrival: 0 };
  /** How often the host was asked to confirm. */
  confirms = 0;
  /** That it verifies is written once, however often the host is read for it. */
  verifies = false;
  /** An undo was sent, or may have been, whose answer was not seen: by `now`. */
  unanswered: number | null = null;
  private readonly clock = { at: 0, seen: performance.now() };
  /** When it was armed, where that was before this work began. */
  private readonly armedBefore: number | null;
  private session: ChangeSession | null = null;
  /** Logins that ended without a clear answer; each may have been a refusal. */
  private doubtful = 0;

  constructor(parts: WorkParts, plan: AnyPlan, { change, takenOver }: Claimed, held: Held) {
    this.parts = parts;
    this.plan = plan;
    this.change = change;
    this.held = held;
    this.lease = held.lease;
    this.signal = held.signal;
    this.takenOver = takenOver;
    this.clock.at = parts.ledger.now();
    this.since = this.now();
    this.armedBefore = change.armed === null ? null : Math.min(change.armed.sentAt, this.since);
    if (this.progress === 'undoing') this.unanswered = this.since;
    this.version = readVersion(plan.version ?? '') ?? [];
  }

  get id(): string {
    return this.change.approval.id;
  }

  get host(): string {
    return this.change.approval.host;
  }

  get progress(): Progress {
    return this.change.approval.progress ?? 'claimed';
  }

  /** When looking for a host ends, and hands are asked for. */
  get patienceEnds(): number {
    const { hands, least, second } = this.parts.patience;
    const { armed } = this.change;
    if (armed === null) return this.since + least;
    return Math.max(this.since + least, (this.armedBefore ?? armed.sentAt) + armed.timer * second + hands);
  }

  /** It goes neither back nor slower than time does, so that every wait ends although somebody sets our clock. */
  now(): number {
    const seen = performance.now();
    this.clock.at = Math.max(this.parts.ledger.now(), this.clock.at + seen - this.clock.seen);
    this.clock.seen = seen;
    return Math.floor(this.clock.at);
  }

  /** As it was sent, or null where nothing was. */
  get arming(): Arming | null {
    const { armed } = this.change;
    return armed === null ? null : this.armingWith(armed);
  }

  armingWith({ fence, startBy, timer }: Omit<Armed, 'sentAt'>): Arming {
    const { steps: commands, undoSteps: undo } = this.plan;
    return { id: this.id, fence, version: this.version, commands, undo, timer, startBy };
  }

  /** Writes how far it is: before it is done, or `after` where it was. */
  async to(progress: Progress, [what, phase]: Step, detail: Json, more: Partial<Change> = {}): Promise<void> {
    await this.parts.at(`${progress}:before`);
    const event: Event = { kind: 'progress', fence: this.lease.fence, at: this.parts.ledger.now(), to: progress };
    await this.write(event, what, phase, detail, more);
    await this.parts.at(`${progress}:written`);
  }

  /** Writes what came of something, or what was found. */
  async note(what: What, phase: Noted['phase'], detail: Json, more: Partial<Change> = {}): Promise<void> {
    await this.write(null, what, phase, detail, more);
  }

  /** Writes nothing but what is kept of it. */
  async keep(more: Partial<Change>): Promise<void> {
    await this.write(null, null, null, null, more);
  }

  async end(as: End, why: string, more: Partial<Change> = {}): Promise<void> {
    await this.parts.at('end:before');
    const event: Event = { kind: 'end', fence: this.lease.fence, at: this.parts.ledger.now(), as, why };
    const watched = more.watch && { followed: more.watch.followed };
    await this.write(event, 'ended', null, { as, why, ...watched, ...(more.drift && { drift: more.drift }) }, more);
    await this.parts.at('end:written');
  }

  /** The connection of this work, made where there is none. */
  async connected(): Promise<ChangeSession> {
    this.session ??= await this.parts.hosts.openChange(this.host, this.signal).catch((fault) => {
      if (fault instanceof Problem && MAYBE_REFUSED.has(fault.code)) this.doubtful += 1;
      throw this.asStopped(fault);
    });
    return this.session;
  }

  /** Whether a further login now would only bring its account nearer to its lock (safe-change.md S12). */
  isBarred({ code }: Problem): boolean {
    return REFUSED.has(code) || (MAYBE_REFUSED.has(code) && this.doubtful >= MOST_DOUBTFUL);
  }

  async disconnect(): Promise<void> {
    const { session } = this;
    this.session = null;
    // A connection that does not end well is gone all the same, and nothing is judged by how it ended.
    await session?.close().catch(() => {});
  }

  /** `within`: milliseconds after which its answer is taken for lost. */
  async run(text: ChangeText, within = this.parts.patience.text): Promise<string> {
    const session = await this.connected();
    if (text.writes) this.check();
    try {
      return (await session.run(text, within, this.signal)).stdout;
    } catch (fault) {
      await this.disconnect();
      throw this.asStopped(fault);
    }
  }

  /** Asks one of the closed list; null where this version has none. */
  async ask(query: Query): Promise<string | null> {
    const text = askText(query, this.version);
    return text === null ? null : await this.run(text);
  }

  /** Rejects with a `Problem` where a table that the plan is about was not read: nothing follows from what is not there. */
  async read(needs: readonly Need[]): Promise<HostState> {
    const session = await this.connected();
    try {
      const { transcript, readAt } = await session.read(needs, this.signal);
      const [state, ...others] = read(transcript).hosts;
      if (state === undefined || others.length > 0 || versionOf(state) === undefined)
        throw new Problem({
          code: 'nothing-recognised',
          message: `${this.host} was read, but not as one host.`,
          next: `See it with vmkbot state ${this.host}.`,
          exit: 3,
        });
      this.checkTables(state, needs);
      return { ...state, host: { ...state.host, readAt } };
    } catch (fault) {
      await this.disconnect();
      throw this.asStopped(fault);
    }
  }

  private checkTables(state: HostState, needs: readonly Need[]): void {
    const { netstack } = this.plan;
    const missing = [
      ...(needs.includes('routes') && !isListed(state, netstack) ? [`the routing table of ${netstack}`] : []),
      ...(this.plan.kind === 'ntp' && needs.includes('ntp') && state.ntp === undefined ? ['how its time is set'] : []),
      ...(needs.includes('vmknics') && state.vmknics === undefined ? ['the adapters'] : []),
    ];
    if (missing.length === 0) return;
    throw new Problem({
      code: 'table-not-read',
      message: `${this.host} did not show ${missing.join(' and ')}.`,
      next: `See it with vmkbot state ${this.host}.`,
      exit: 3,
    });
  }

  async wait(ms: number): Promise<void> {
    // It rejects by the signal alone, which is looked at next.
    await pause(ms, this.signal).catch(() => {});
    this.check();
  }

  /** A safe point: here work ends that is no longer wanted. */
  check(): void {
    if (this.signal.aborted) throw new Stopped('this process stops');
    if (!this.held.isHeld()) throw new LostClaim();
  }

  /** A fault of the link is the host's; one that we made by stopping is none. */
  asStopped(fault: unknown): unknown {
    return this.signal.aborted ? new Stopped('this process stops') : fault;
  }

  private async write(
    event: Event | null,
    what: What | null,
    phase: Noted['phase'],
    detail: Json,
    more: Partial<Change>,
  ): Promise<void> {
    this.check();
    const { fence } = this.lease;
    const moved = await this.parts.ledger
      .move(
        this.id,
        (change) => {
          const stepped = event === null ? null : step(change.approval, event);
          if (stepped?.kind === 'refused' && stepped.refusal.code !== 'out-of-order') throw new LostClaim();
          if (stepped?.kind === 'refused') throw new Error(`not possible for ${this.id}: ${JSON.stringify(stepped)}`);
          // What is over is nobody's; whoever holds the host tidies up after it.
          const { claim } = change.approval;
          if (isOver(change.approval) ? (claim?.fence ?? 0) > fence : claim?.fence !== fence) throw new LostClaim();
          const next = { ...change, ...more, approval: stepped?.approval ?? change.approval };
          return {
            change: next,
            noted: what === null ? [] : [{ by: this.lease.holder, what, phase, detail }],
            result: next,
          };
        },
        this.lease,
      )
      .catch((fault) => {
        // Whether it was written is not known, so nothing is done on the strength of it.
        if (fault instanceof Problem && fault.code === 'store') throw new Stopped(fault.message, { cause: fault });
        throw fault;
      });
    if (moved === null) throw new LostClaim();
    // The number of the journal is the record's alone.
    this.change = moved;
  }
}
