import { setImmediate as turn } from 'node:timers/promises';
import { Alarm } from './alarm.ts';
import type { Fault } from './fault.ts';
import type { LinkHealth } from './health.ts';
import { Job, type Request } from './job.ts';
import type { Lane } from './lane.ts';
import { Lanes } from './lanes.ts';
import type { Limits } from './limits.ts';
import type { OutboxLog } from './log.ts';
import type { UndeliveredReason } from './outbox.ts';
import { Pacing } from './pacing.ts';
import { Report } from './report.ts';
import { CallFailed } from './tasks/task.ts';

export interface QueueOptions {
  readonly limits: Limits;
  readonly log: OutboxLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asks Slack itself whether the token is good; null where it does not say. */
  readonly askForToken: () => Promise<boolean | null>;
}

/** Picks what goes next in each channel, in turns, and waits as Slack asks for, where it asks for it. */
export class Queue {
  private readonly options: QueueOptions;
  private readonly pacing: Pacing;
  private readonly lanes: Lanes;
  private readonly report: Report;
  private readonly alarm = new Alarm(() => this.serveAll());
  private ended: { readonly reason: 'closed' | 'revoked'; readonly word: string | null } | null = null;
  private lastSuccess: number | null = null;
  /** A refusal of the token that is being looked into: nothing is sent meanwhile. */
  private doubt: Promise<void> | null = null;
  private recheck: NodeJS.Timeout | undefined;
  private isHushed = false;

  constructor(options: QueueOptions) {
    this.options = options;
    this.report = new Report(options.log);
    this.pacing = new Pacing(options.limits, performance.now());
    this.lanes = new Lanes(options.limits, this.pacing);
  }

  health(): LinkHealth {
    const revoked = this.ended?.reason === 'revoked' ? (this.ended.word ?? 'revoked') : null;
    return { lastSuccess: this.lastSuccess, revoked, waiting: this.lanes.waiting };
  }

  add(channel: string, request: Request): Job {
    const job = new Job(request, performance.now());
    if (this.ended !== null) return job.fail(this.ended.reason, this.ended.word);
    if (!this.mayWait(job)) return job.fail('closed');
    const lane = this.lanes.of(channel);
    const earlier = lane.joins(request);
    if (earlier !== undefined) return this.join(lane, earlier, request);
    if (!this.lanes.enter(lane, job)) return this.refuse(lane, job);
    this.serve(lane);
    return job;
  }

  /** What waits is given up, except what is said to one person alone; only such words are taken from now on. */
  onlyWhispers(): void {
    this.isHushed = true;
    for (const lane of this.lanes.all()) for (const job of lane.droppable()) this.giveUpHushed(lane, job);
  }

  /** Sends what waits, what is said at once because of it included, and then nothing more. */
  async close(withinMs: number): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), withinMs);
    const over = new Promise((resolve) => late.signal.addEventListener('abort', resolve, { once: true }));
    do {
      await Promise.race([this.lanes.empty(), over]);
      await turn(); // whoever waited for a message may have one more to say
    } while (this.lanes.waiting > 0 && !late.signal.aborted);
    clearTimeout(timer);
    this.end('closed', null);
  }

  /** Whether Slack says that the token is good; where it is so again, what is said from now on is sent. */
  async checkToken(): Promise<boolean> {
    const isGood = (await this.options.askForToken()) === true;
    if (isGood) this.reopen();
    return isGood;
  }

  private join(lane: Lane, earlier: Job, request: Request): Job {
    const stale = request.kind === 'progress' && earlier.request.kind !== 'progress';
    if (request.editOf !== undefined && !stale) this.lanes.replace(earlier, request);
    this.serve(lane); // an answer may go where progress had to wait
    return earlier;
  }

  private refuse(lane: Lane, job: Job): Job {
    this.report.full(lane, this.lanes.waiting);
    return job.fail('full');
  }

  private serveAll(): void {
    for (const lane of this.lanes.all()) this.serve(lane);
  }

  private serve(lane: Lane): void {
    if (lane.busy || this.ended !== null || this.doubt !== null) return;
    this.dropLate(lane);
    const now = performance.now();
    const next = lane.next(now, (job) => this.pacing.readyAt(lane.posts, job, now));
    if ('wakeAt' in next) this.alarm.by(Math.min(next.wakeAt, this.firstLate(lane)));
    else void this.send(lane, next.job);
  }

  private async send(lane: Lane, job: Job): Promise<void> {
    const { method } = job.request.task;
    this.pacing.take(lane.posts, method, performance.now());
    this.lanes.served(lane);
    lane.busy = job.running = true;
    try {
      const step = await job.request.task.step();
      this.lastSuccess = this.options.now();
      if (step !== null && this.lanes.leave(lane, job)) job.succeed(step.posted);
    } catch (error) {
      if (error instanceof CallFailed) this.failed(lane, job, method, error.fault);
      else if (this.lanes.leave(lane, job)) job.break(error);
    }
    lane.busy = job.running = false;
    this.giveUpHushed(lane, job);
    this.serve(lane);
  }

  private failed(lane: Lane, job: Job, method: string, told: Fault): void {
    const fault = this.ended === null ? job.request.task.failed(told) : null;
    switch (fault?.kind) {
      case 'never':
        if (fault.reason === 'revoked') this.refused(lane, job, fault.word);
        else this.giveUp(lane, job, fault.reason, fault.word);
        break;
      case 'limited':
        this.report.asksToWait(lane.channel, method, fault.waitMs);
        this.pacing.slowDown(lane.posts, method, performance.now(), fault.waitMs);
        this.passOver(lane, job);
        break;
      case 'again':
        this.again(lane, job, fault.word);
        break;
      case undefined:
    }
  }

  /** One such answer may be a mistake of Slack's: it counts where `auth.test` is refused as well. Otherwise the message is tried again. */
  private refused(lane: Lane, job: Job, word: string): void {
    this.again(lane, job, word);
    this.doubt ??= this.options.askForToken().then((isGood) => {
      this.doubt = null;
      if (isGood === false) this.end('revoked', word);
      else this.serveAll();
    });
  }

  private again(lane: Lane, job: Job, word: string): void {
    job.tries += 1;
    job.notBefore = performance.now() + this.pacing.backOff(job.tries);
    if (this.passOver(lane, job)) return;
    if (job.tries >= this.options.limits.tries) this.giveUp(lane, job, 'given-up', word);
  }

  /** An edit that a later one has overtaken is not tried again: it ends as the later one does. */
  private passOver(lane: Lane, job: Job): boolean {
    const later = lane.overtakes(job);
    if (later === undefined || !this.lanes.leave(lane, job)) return false;
    later.notBefore = job.notBefore;
    job.follow(later);
    return true;
  }

  private dropLate(lane: Lane): void {
    const { now, limits } = this.options;
    for (const job of lane.droppable()) {
      if ((job.request.until ?? Number.POSITIVE_INFINITY) <= now()) this.giveUp(lane, job, 'too-late', null);
      else if (performance.now() - job.since >= limits.longestWaitMs) {
        this.giveUp(lane, job, 'given-up', 'waited_too_long');
      }
    }
  }

  /** When the next message of a channel is too late, by the clock of timers. */
  private firstLate(lane: Lane): number {
    const untils = lane.droppable().map(({ request }) => request.until ?? Number.POSITIVE_INFINITY);
    return performance.now() + Math.max(1, Math.min(...untils) - this.options.now());
  }

  private mayWait({ request }: Job): boolean {
    return !this.isHushed || request.kind === 'whisper';
  }

  private giveUpHushed(lane: Lane, job: Job): void {
    if (!this.mayWait(job) && this.lanes.leave(lane, job)) job.fail('closed');
  }

  private giveUp(lane: Lane, job: Job, told: UndeliveredReason, word: string | null): void {
    if (!this.lanes.leave(lane, job)) return;
    // It was the look-up that failed: nobody refused the message itself.
    const reason = job.request.task.unsure ? 'unknown' : told;
    this.report.undelivered(lane.channel, job.request, reason, word);
    job.fail(reason, word);
  }

  /** Nothing more is sent: for good, or until the token is good again. */
  private end(reason: 'closed' | 'revoked', word: string | null): void {
    clearInterval(this.recheck);
    if (this.ended?.reason === 'closed') return;
    this.ended = { reason, word };
    this.alarm.stop();
    this.report.ended(reason, word, this.lanes.waiting);
    for (const lane of this.lanes.all()) {
      for (const job of [...lane.jobs]) if (this.lanes.leave(lane, job)) job.fail(reason, word);
    }
    if (reason === 'revoked')
      this.recheck = setInterval(() => void this.checkToken(), this.options.limits.tokenEveryMs).unref();
  }

  private reopen(): void {
    if (this.ended?.reason !== 'revoked') return;
    clearInterval(this.recheck);
    this.ended = null;
    this.report.reopened();
  }
}
