import type { Request } from './job.ts';
import type { Lane } from './lane.ts';
import type { OutboxLog } from './log.ts';
import type { UndeliveredReason } from './outbox.ts';

/** What the log is told of messages: each that is lost, and each state once. No line holds what a message says. */
export class Report {
  private readonly log: OutboxLog;

  constructor(log: OutboxLog) {
    this.log = log;
  }

  /** Said once, until half of the queue is free again. */
  full(lane: Lane, waiting: number): void {
    const facts = { channel: lane.channel, here: lane.jobs.length, waiting };
    if (!lane.saidFull) this.log.warn(facts, 'too many messages wait for this channel: new ones are refused');
    lane.saidFull = true;
  }

  asksToWait(channel: string, method: string, waitMs: number): void {
    this.log.info({ channel, method, waitMs }, 'Slack asks to wait');
  }

  undelivered(channel: string, { key, kind }: Request, reason: UndeliveredReason, word: string | null): void {
    const facts = { channel, kind, key, reason, slack: word };
    if (reason === 'too-late') this.log.info(facts, 'a message was dropped: it says nothing any more');
    else this.log.warn(facts, 'a message was not delivered');
  }

  /** Said once, however much waited. */
  ended(reason: 'closed' | 'revoked', word: string | null, dropped: number): void {
    const facts = { reason, slack: word, dropped };
    if (reason === 'revoked')
      this.log.error(facts, 'Slack refuses the token: nothing can be said until it is good again');
    else if (dropped > 0) this.log.warn(facts, 'stopped before everything was said');
  }

  reopened(): void {
    this.log.info({}, 'Slack takes the token again');
  }
}
