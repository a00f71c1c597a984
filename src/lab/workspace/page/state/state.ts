import type { MessageShown, Overview, ViewShown } from '../../client-api.ts';

/** What stands at the side of the messages. */
export type Side = { kind: 'thread'; channel: string; ts: string } | { kind: 'about' };

/** What a tab shows of the workspace. */
export interface State {
  readonly overview: Overview;
  /** Whether the stream is open. */
  readonly live: boolean;
  /** The open channel, and which tab of the app's direct message. */
  readonly channel: string;
  readonly tab: 'messages' | 'home';
  readonly side: Side | null;
  /** By channel; absent until it was asked for. Replies are under `threads`, by the `ts` of their first message. */
  readonly messages: Readonly<Record<string, readonly MessageShown[]>>;
  readonly threads: Readonly<Record<string, readonly MessageShown[]>>;
  readonly modal: ViewShown | null;
  readonly home: ViewShown | null;
  /** The newest message that was seen, by channel. */
  readonly read: Readonly<Record<string, string>>;
  /** Threads with replies that were not seen: the channel by the `ts` of the first message. */
  readonly fresh: Readonly<Record<string, string>>;
}

export type Change =
  | { type: 'loaded'; overview: Overview; messages: State['messages'] }
  | { type: 'lost' }
  | { type: 'message'; message: MessageShown }
  | { type: 'removed'; channel: string; ts: string }
  | { type: 'channel'; channel: Overview['channels'][number] }
  | { type: 'app'; app: Overview['app'] }
  | { type: 'modal'; view: ViewShown | null }
  | { type: 'home'; view: ViewShown | null }
  /** What it showed when it was asked for; `before` is what was shown here then. */
  | { type: 'home-opened'; view: ViewShown | null; before: ViewShown | null }
  | { type: 'thread'; ts: string; messages: readonly MessageShown[] }
  | { type: 'open'; channel: string; tab: 'messages' | 'home' }
  | { type: 'side'; side: Side | null }
  | { type: 'seen' };

/** What is shown before anything was opened. */
export function firstState(overview: Overview, read: State['read'], channel: string): State {
  return {
    overview,
    live: false,
    channel,
    tab: 'messages',
    side: null,
    messages: {},
    threads: {},
    modal: null,
    home: null,
    read,
    fresh: {},
  };
}
