import { randomUUID } from 'node:crypto';
import type { Page, Place } from '../message.ts';
import { NO_LOG, type OutboxLog } from '../outbox/log.ts';
import { type Outbox, Undelivered } from '../outbox/outbox.ts';
import { isResponseUrl, ResponseBudget } from './response-url.ts';
import { sendTo } from './send-to.ts';

/** A person, and where they are. */
export type Person = Place & { readonly user: string };

/** Which message it becomes: by default a new one that only this person sees. */
export type As = 'whisper' | 'in-channel' | 'replacement';

/** How a person was told; `untold`: no way was left, and the log has the reason. */
export type Told = 'response-url' | 'whisper' | 'direct-message' | 'untold';

/** Says something to the person who typed or clicked. Never rejects for a reason of Slack's. */
export type Respond = (page: Page, as?: As) => Promise<Told>;

export interface ResponderOptions {
  readonly outbox: Outbox;
  /** The configured Web API base. */
  readonly apiUrl: string;
  readonly log?: OutboxLog;
  readonly now?: () => number;
}

/** Answers by response URL while it may be used, then by a whisper, then by a direct message. One for all listeners. */
export class Responder {
  private readonly options: ResponderOptions;
  private readonly log: OutboxLog;
  private readonly budget: ResponseBudget;

  constructor(options: ResponderOptions) {
    this.options = options;
    this.log = options.log ?? NO_LOG;
    this.budget = new ResponseBudget(options.now ?? Date.now);
  }

  /** `url` is what a payload carries, trusted or not, or undefined where it carries none. */
  respondTo(url: string | undefined, person: Person): Respond {
    const trusted = url !== undefined && isResponseUrl(url, this.options.apiUrl);
    if (url !== undefined && !trusted)
      this.log.warn({ user: person.user }, 'a response_url that Slack did not give was not used');
    if (trusted) this.budget.meet(url);
    return async (page, as = 'whisper') => {
      if (trusted && this.budget.spend(url) && (await this.byUrl(url, person, page, as))) return 'response-url';
      return this.bySlack(person, page);
    };
  }

  private async byUrl(url: string, person: Person, page: Page, as: As): Promise<boolean> {
    const fault = await sendTo(url, bodyOf(page, as, person.thread));
    if (fault !== null) this.log.info({ user: person.user, fault }, 'a response_url did not take a message');
    return fault === null;
  }

  private async bySlack(person: Person, page: Page): Promise<Told> {
    const direct = { to: { channel: person.user }, key: randomUUID(), kind: 'notice' as const, page };
    try {
      await this.whisper(person, page);
      return 'whisper';
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error;
      if (!canBeToldElsewhere(error)) return this.untold(person, error);
    }
    return this.options.outbox.post(direct).then(
      () => 'direct-message' as const,
      (error) => this.untold(person, error),
    );
  }

  /** Where a thread is gone its channel may still be there. */
  private whisper(person: Person, page: Page): Promise<void> {
    const { outbox } = this.options;
    return outbox.whisper(person, page).catch((error) => {
      if (!(error instanceof Undelivered) || error.reason !== 'thread-gone') throw error;
      return outbox.whisper({ channel: person.channel, user: person.user }, page);
    });
  }

  private untold(person: Person, error: unknown): Told {
    if (!(error instanceof Undelivered)) throw error;
    this.log.warn({ user: person.user, reason: error.reason, slack: error.slack }, 'a person could not be told');
    return 'untold';
  }
}

/** It is the place that does not take it, not Slack, and not the time. */
function canBeToldElsewhere({ reason }: Undelivered): boolean {
  return ['not-in-channel', 'channel-not-found', 'thread-gone', 'archived', 'forbidden'].includes(reason);
}

function bodyOf({ text, blocks }: Page, as: As, thread: string | undefined): object {
  const place = thread === undefined ? {} : { thread_ts: thread };
  switch (as) {
    case 'whisper':
      return { response_type: 'ephemeral', replace_original: false, ...place, text, blocks };
    case 'in-channel':
      return { response_type: 'in_channel', replace_original: false, ...place, text, blocks };
    case 'replacement':
      return { replace_original: true, text, blocks };
  }
}
