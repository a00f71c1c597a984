import type { KnownBlock } from '@slack/types';

/** What one message or view says: blocks, and the plain text for notifications and screen readers. Within Slack's limits. */
export interface Page {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What a message is for; it travels in the metadata, where programs can read it. */
export type MessageKind = 'answer' | 'detail' | 'progress' | 'change' | 'notice';

/** Where a message goes: a channel, or a thread in it. */
export interface Place {
  readonly channel: string;
  /** `ts` of the thread's first message. */
  readonly thread?: string;
}

/** A message to be posted. Its key is unique, so that it can be found again where a reply of Slack was lost. */
export interface Outgoing {
  readonly to: Place;
  readonly key: string;
  readonly kind: MessageKind;
  readonly page: Page;
  /** On a change card: the change's id, and its state. */
  readonly change?: string;
  readonly state?: string;
  /** Milliseconds since 1970; after it the message says nothing worth saying any more, and is dropped. */
  readonly until?: number;
  /** Two of it would be one too many, whatever its kind: after a lost reply it is posted again only where it is known not to stand. */
  readonly once?: boolean;
}

/** A message that stands in Slack. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
}
