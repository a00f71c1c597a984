import { createHash } from 'node:crypto';
import type { Delivery } from './delivery/keys.ts';
import type { Place } from './message.ts';

/** By which way somebody asked. */
export type Way = 'command' | 'mention' | 'direct' | 'shortcut' | 'button' | 'modal' | 'files';

/** What somebody asked, free of Slack's payloads. */
export interface Incoming {
  /** The request's id: the same when Slack delivers it again. Keys of messages begin with it, and error replies carry it. */
  readonly id: string;
  readonly way: Way;
  readonly user: string;
  /** Their team, where the payload tells it; nothing where a bot asks. */
  readonly team?: string;
  /** Where the answer goes. */
  readonly place: Place;
  /** Where the person is, and is told something alone; missing where the answer goes there too. A thread without replies shows nobody a whisper. */
  readonly at?: Place;
  /** As Slack sends them, markup and all; the bot's own mention is taken out. */
  readonly words: string;
  readonly pastes: readonly Paste[];
  readonly files: readonly FileGiven[];
  /** A host that was picked from a list. */
  readonly host?: string;
  /** The message that asks, or the one with the button: its thread is about the same. */
  readonly message?: string;
  /** What must be new, so that one request is answered once. */
  readonly deliveries: readonly Delivery[];
  /** For opening a modal within 3 s. */
  readonly trigger?: string;
  /** Where one person alone is answered. */
  readonly responseUrl?: string;
}

/** What answers and follow-ups of one conversation have in common: the Home tab and the direct messages of a person are one. */
export function roomOf({ place: { channel }, user }: Pick<Incoming, 'place' | 'user'>): string {
  return channel.startsWith('D') ? user : channel;
}

/** A text somebody gave, as given. */
export interface Paste {
  readonly name: string;
  readonly text: string;
}

/** A file in Slack. `url` is missing where Slack wants to be asked for it. */
export interface FileGiven {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  readonly bytes?: number;
  /** A picture, a film or a sound: not worth fetching. */
  readonly media?: true;
}

/** A short id made of what Slack calls the request, so that it is the same in every process. */
export function requestId(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url').replace(/[-_]/g, '').slice(0, 10);
}
