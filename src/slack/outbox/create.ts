import type { Outgoing, Page } from '../message.ts';
import type { Caller } from './client.ts';
import type { Fault } from './fault.ts';
import type { LinkHealth } from './health.ts';
import { LIMITS, type Limits } from './limits.ts';
import { NO_LOG, type OutboxLog } from './log.ts';
import type { Outbox } from './outbox.ts';
import { putBytes } from './put-bytes.ts';
import { Queue } from './queue.ts';
import { edit } from './tasks/edit.ts';
import { post } from './tasks/post.ts';
import { CallFailed, call } from './tasks/task.ts';
import { upload } from './tasks/upload.ts';
import { whisper } from './tasks/whisper.ts';

export interface OutboxOptions {
  /** A client without a queue and retries of its own, as `outboxClient` makes it. */
  readonly client: Caller;
  readonly now?: () => number;
  readonly log?: OutboxLog;
  readonly limits?: Partial<Limits>;
}

/** An outbox, and what those need who run it. */
export interface LinkedOutbox extends Outbox {
  /** How it fares, for /readyz. */
  health(): LinkHealth;
  /** Asks Slack whether the token is good. Where it was refused and is good again, messages are taken again. */
  tokenIsGood(): Promise<boolean>;
  /** The last words before the end: all else that waits is given up (`closed`), so that whoever waits for it can be told. */
  onlyWhispers(): void;
}

/** Where the bot says everything. It is kept in memory: what waits at a kill is lost, and `close` first sends it. */
export function createOutbox({ client, now = Date.now, log = NO_LOG, limits: own = {} }: OutboxOptions): LinkedOutbox {
  const limits = { ...LIMITS, ...own };
  const queue = new Queue({ limits, log, now, askForToken: () => askForToken(client) });
  return {
    post(message) {
      const { key, kind, to, page } = message;
      const place = { strand: to.thread ?? key, key };
      const task = post(client, message, now);
      const { done } = queue.add(to.channel, { task, kind, ...place, ...untilOf(message), size: sizeOf(page) });
      const posted = done.then((stands) => stands!);
      posted.catch(() => {});
      return posted;
    },
    edit(at, message) {
      const { kind, to, page } = message;
      const place = { strand: to.thread ?? at.ts, editOf: at.ts };
      const task = edit(client, at, message);
      return queue.add(at.channel, { task, kind, ...place, ...untilOf(message), size: sizeOf(page) }).over;
    },
    whisper(to, page) {
      const until = now() + limits.longestWhisperWaitMs;
      const request = { task: whisper(client, to, page), kind: 'whisper' as const, strand: `${to.user} alone`, until };
      return queue.add(to.channel, { ...request, size: sizeOf(page) }).over;
    },
    upload(to, file) {
      const task = upload(client, to, file, { put: putBytes, now });
      const request = { task, kind: 'file' as const, strand: to.thread ?? file.name, size: file.text.length };
      return queue.add(to.channel, request).over;
    },
    close: (withinMs) => queue.close(withinMs),
    health: () => queue.health(),
    tokenIsGood: () => queue.checkToken(),
    onlyWhispers: () => queue.onlyWhispers(),
  };
}

/** Null where Slack says neither: it cannot be reached, or is busy. */
function askForToken(client: Caller): Promise<boolean | null> {
  return call(client, 'auth.test', {}).then(
    () => true,
    (error) => (error instanceof CallFailed && isRefusal(error.fault) ? false : null),
  );
}

const isRefusal = (fault: Fault) => fault.kind === 'never' && fault.reason === 'revoked';

function untilOf({ until }: Outgoing): { readonly until?: number } {
  return until === undefined ? {} : { until };
}

const sizeOf = (page: Page) => JSON.stringify(page).length;
