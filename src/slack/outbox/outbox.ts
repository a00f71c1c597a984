import type { Outgoing, Page, Place, Posted } from '../message.ts';

/** Everything that the bot says in Slack goes through here: one queue a channel, so that one 429 stalls one channel. */
export interface Outbox {
  /**
   * Resolves when the message stands in Slack; rejects with `Undelivered`. Once a process: after a lost reply it is looked for by its
   * key, but a process that posts a key which one before it may have posted has to look by itself first (`find.ts`). No answer is
   * posted so, since a delivery counts as handled when it begins; a change card that is taken up after a restart would be.
   */
  post(message: Outgoing): Promise<Posted>;
  /** Replaces a message. Edits of one message that wait are coalesced: the last one counts, and all of them resolve with it. */
  edit(at: Posted, message: Outgoing): Promise<void>;
  /** Says something to one person alone, where they are. */
  whisper(to: Place & { readonly user: string }, page: Page): Promise<void>;
  /** Adds a file to a thread. `text` is its whole content. */
  upload(to: Place, file: { readonly name: string; readonly title: string; readonly text: string }): Promise<void>;
  /** Sends what waits, within this many milliseconds, and then refuses more. */
  close(withinMs: number): Promise<void>;
}

/** Why a message does not stand in Slack. */
export type UndeliveredReason =
  | 'not-in-channel'
  | 'channel-not-found'
  /** The message that the thread hung on is gone. */
  | 'thread-gone'
  | 'archived'
  | 'revoked'
  | 'forbidden'
  | 'too-late'
  | 'full'
  | 'closed'
  | 'given-up'
  /** It may stand all the same: a reply was lost, and Slack did not let it be looked up. */
  | 'unknown';

/** A message that was not posted, as far as is known, and will not be. `slack` is the error word of the Web API, where there is one. */
export class Undelivered extends Error {
  readonly reason: UndeliveredReason;
  readonly slack: string | null;

  constructor(reason: UndeliveredReason, slack: string | null = null) {
    super(`not delivered: ${reason}${slack === null ? '' : ` (${slack})`}`);
    this.name = 'Undelivered';
    this.reason = reason;
    this.slack = slack;
  }
}
