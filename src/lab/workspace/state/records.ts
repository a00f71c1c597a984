import type { AnyBlock } from '@slack/types';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** Another one than the workspace's: a Slack Connect stranger. */
  readonly teamId: string;
  readonly kind: 'member' | 'guest' | 'single-channel-guest' | 'bot' | 'stranger';
  readonly botId?: string;
  deactivated: boolean;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  readonly creator: string;
  readonly created: number;
  readonly shared: boolean;
  archived: boolean;
  topic: string;
  /** By `ts`, in the order of time. */
  readonly messages: Map<string, Message>;
  /** The `ts` of the replies for all eyes, by their thread's first message. */
  readonly replies: Map<string, Set<string>>;
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Attachment {
  readonly color?: string;
  readonly text?: string;
  readonly fallback?: string;
  readonly blocks?: AnyBlock[];
}

export interface Message {
  readonly ts: string;
  /** `ts` of the thread's first message; absent on that one itself. */
  readonly thread?: string;
  readonly user: string;
  readonly team: string;
  readonly botId?: string;
  readonly appId?: string;
  readonly clientMsgId?: string;
  readonly subtype?: string;
  /** The only person who sees it. */
  readonly to?: string;
  readonly files?: readonly string[];
  text: string;
  blocks?: AnyBlock[];
  attachments?: Attachment[];
  metadata?: Metadata;
  edited?: { readonly user: string; readonly ts: string };
  readonly reactions: Map<string, string[]>;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly mimetype: string;
  readonly user: string;
  readonly created: number;
  /** Null until the bytes have come. */
  bytes: Buffer | null;
  /** What was announced for an upload. */
  readonly announced?: number;
  /** An upload's part of its URL. */
  readonly uploadKey?: string;
  /** Whether it stands in Slack: a person's file at once, an app's after completeUploadExternal. */
  complete: boolean;
  readonly channels: Set<string>;
}

/** A modal or a Home tab that stands on a person's screen. */
export interface ShownView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  hash: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  blocks: AnyBlock[];
  title: TextOnly | null;
  submit: TextOnly | null;
  close: TextOnly | null;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  readonly root: string | null;
  readonly previous: string | null;
  /** What was picked so far, by block and action. */
  readonly values: Map<string, Map<string, object>>;
}

export interface TextOnly {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji?: boolean;
}
