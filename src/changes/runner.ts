/** Works on changes, each under the lease of its host: one process at a time, whatever the others believe. */
import { isOver } from '../core/approvals/approval.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { readState } from '../core/plans/arm/read.ts';
import { TEXTS } from '../hosts/change-text.ts';
import { type Change, digestOfPlan, leaseOf, planKey } from './change.ts';
import { claim, hasWork } from './claim.ts';
import { drive, tidy } from './drive.ts';
import { closeByHands, closeByItself, isOverByItself } from './hands.ts';
import { Keeper } from './keeper.ts';
import { Stopped } from './stopped.ts';
import { type Held, Work, type WorkParts } from './work.ts';

export interface RunnerParts extends WorkParts {
  readonly holder: string;
  failed(fault: unknown, change: string | null): void;
  /** What a round does. */
  round(): Promise<void>;
}

const MOST_REST = 300_000;

export class Runner {
  private readonly parts: RunnerParts;
  private readonly control = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  /** What failed rests longer each time. */
  private readonly rests = new Map<string, { until: number; ms: number }>();
  private timer: NodeJS.Timeout | undefined;
  private rounds: Promise<void> = Promise.resolve();

  constructor(parts: RunnerParts) {
    this.parts = parts;
  }

  start(): void {
    const again = () => {
      this.rounds = this.parts.round().catch((fault) => this.parts.failed(fault, null));
      void this.rounds.then(() => {
        if (this.control.signal.aborted) return;
        this.timer = setTimeout(again, this.parts.patience.round);
        this.timer.unref();
      });
    };
    again();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.control.abort(new Stopped('this process stops'));
    await this.rounds;
    await Promise.allSettled(this.running.values());
  }

  /** Works on it unless this process does already; whether there is something to do is seen under the lease. */
  begin(id: string): void {
    if (this.isFree(id)) void this.once(id, (work) => drive(work));
  }

  /** Looks whether a host that needed hands took its change back by itself; nothing is written before it shows that. */
  look(id: string): void {
    if (!this.isFree(id)) return;
    void this.once(
      id,
      (work) => closed(work, closeByItself),
      (change, signal) => this.looksOver(change, signal),
    );
  }

  /** Reads a host that needed hands; it stays so where the host does not show that they were there. */
  async hands(id: string): Promise<void> {
    await this.running.get(id);
    if (!this.running.has(id)) await this.once(id, (work) => closed(work, closeByHands));
  }

  async settled(id: string): Promise<void> {
    await this.running.get(id);
  }

  private isFree(id: string): boolean {
    const rest = this.rests.get(id);
    if (this.control.signal.aborted || this.running.has(id)) return false;
    return rest === undefined || rest.until <= this.parts.ledger.now();
  }

  private async looksOver(change: Change, signal: AbortSignal): Promise<void> {
    // That it is not reached is what its card says already.
    const session = await this.parts.hosts.openChange(change.approval.host, signal).catch((fault) => {
      throw new Stopped(String(fault));
    });
    try {
      const { stdout } = await session.run(TEXTS.state(change.approval.id), this.parts.patience.text, signal);
      const seen = readState(stdout);
      if (seen === null || !isOverByItself(seen)) throw new Stopped('it still needs hands');
    } finally {
      await session.close();
    }
  }

  private once(
    id: string,
    work: (work: Work) => Promise<void>,
    first?: (change: Change, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const done = this.attempt(id, work, first)
      .then(() => void this.rests.delete(id))
      .catch((fault) => {
        this.rest(id);
        const told = fault instanceof Stopped ? fault.cause : fault;
        if (told !== undefined) this.parts.failed(told, id);
      })
      .finally(() => void this.running.delete(id));
    this.running.set(id, done);
    return done;
  }

  private rest(id: string): void {
    const { round } = this.parts.patience;
    const ms = Math.min(MOST_REST, 2 * (this.rests.get(id)?.ms ?? round / 2));
    this.rests.set(id, { until: this.parts.ledger.now() + ms, ms });
  }

  /** `first` is done under the lease, before anything is claimed. */
  private async attempt(
    id: string,
    work: (work: Work) => Promise<void>,
    first?: (change: Change, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { ledger, patience, holder, watchNow } = this.parts;
    const change = await ledger.read(id);
    if (change === null || !hasWork(change, watchNow())) return;
    const lease = await ledger.store.acquire(leaseOf(change.approval.host), holder, patience.lease);
    if (lease === null) return;
    const failed = (fault: unknown) => this.parts.failed(fault, id);
    const kept = new Keeper(ledger, lease, patience.lease, this.control.signal, failed);
    try {
      await first?.(change, kept.signal);
      await this.under(kept, id, work);
    } finally {
      await kept.end();
    }
  }

  private async under(held: Held, id: string, go: (work: Work) => Promise<void>): Promise<void> {
    const { ledger, holder, watchNow } = this.parts;
    const { lease } = held;
    const stored = await ledger.store.read(planKey(id));
    if (stored === null) throw new Error(`the plan of ${id} is gone`);
    const plan = stored.value as unknown as AnyPlan;
    await this.parts.at('claimed:before');
    const claimed = await ledger.move(
      id,
      (change) => claim(change, lease, holder, digestOfPlan(plan), { at: ledger.now(), watch: watchNow() }),
      lease,
    );
    if (claimed === null) return;
    await this.parts.at('claimed:written');
    const work = new Work(this.parts, plan, claimed, held);
    try {
      await go(work);
    } catch (fault) {
      if (fault instanceof Stopped) await this.tellLost(work);
      throw fault;
    } finally {
      await work.disconnect();
    }
  }

  /** A record that is gone is nobody's to go on with, and no card tells of it any more. */
  private async tellLost({ id, host, change: { armed } }: Work): Promise<void> {
    if (armed === null || this.control.signal.aborted) return;
    // A store that does not answer has lost nothing that is known of; why this work stopped is told anyway.
    const kept = await this.parts.ledger.read(id).catch(() => undefined);
    if (kept !== null) return;
    const what = `The store lost the change ${id} while ${host} was being changed.`;
    const now = 'The host takes it back by itself unless it was confirmed there: list its table, and see /tmp/vmkbot.*';
    this.parts.failed(new Error(`${what} ${now}`), id);
  }
}

async function closed(work: Work, close: (work: Work) => Promise<void>): Promise<void> {
  await close(work);
  if (isOver(work.change.approval)) await tidy(work);
}
