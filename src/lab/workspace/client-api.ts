import type { AnyBlock } from '@slack/types';

/**
 * What a person's Slack client may ask of the workspace. In process: `workspace.client.NAME({ as, … })`. Over HTTP:
 * `POST /client/NAME` with the request as JSON; the answer is `{ "ok": true, "result": … }` or
 * `{ "ok": false, "error": code, "message": sentence }` with status 400. `as` is the id or the name of a person; `channel` the id or the
 * name of a channel, or a person's id or name for the direct message with them.
 */
export interface ClientCalls {
  /** Everything that a client shows around the messages. */
  overview: { request: As; response: Overview };
  /** Messages of a channel, oldest first, without replies; `before` is a `ts`. What only this person sees is among them. */
  messages: {
    request: As & { channel: string; before?: string; limit?: number };
    response: { messages: MessageShown[] };
  };
  /** A thread, its first message first; what only this person sees in it is among them. */
  thread: { request: As & { channel: string; thread: string }; response: { messages: MessageShown[] } };
  /** Files that this person may see, newest first. */
  files: { request: As & { channel?: string }; response: { files: FileShown[] } };
  fileContent: { request: As & { file: string }; response: { name: string; mimetype: string; base64: string } };

  /**
   * Says something as it is typed: `@name`, `#channel`, URLs and code fences become what Slack sends. A text over 4,000 characters becomes
   * a snippet file, or is refused (`msg_too_long`) with `long: 'refuse'`.
   */
  post: {
    request: As & { channel: string; text: string; thread?: string; long?: 'snippet' | 'refuse' };
    response: { message: MessageShown };
  };
  /** Types a slash command, `/vmk check` and so on. Resolves when the app has acknowledged it or failed to. */
  command: { request: As & { channel: string; text: string; thread?: string }; response: { outcome: CommandOutcome } };
  /** Drops files, with or without words. */
  upload: {
    request: As & { channel: string; files: readonly FileDropped[]; text?: string; thread?: string };
    response: { message: MessageShown };
  };
  /** Edits or deletes one's own message. */
  edit: { request: As & { channel: string; ts: string; text: string }; response: { message: MessageShown } };
  remove: { request: As & { channel: string; ts: string }; response: Done };

  /** Runs a shortcut on a message. */
  shortcut: {
    request: As & { channel: string; ts: string; callbackId: string };
    response: { outcome: DeliveryOutcome };
  };
  globalShortcut: { request: As & { callbackId: string }; response: { outcome: DeliveryOutcome } };
  /** Clicks a button, picks from a menu, and so on: in a message, in a modal or on the Home tab. */
  act: {
    request: As & { at: Surface; blockId: string; actionId: string; value?: ActionValue };
    response: { outcome: DeliveryOutcome };
  };
  /** Asks for the options of an `external_select`. */
  suggest: {
    request: As & { at: Surface; blockId: string; actionId: string; query: string };
    response: { outcome: DeliveryOutcome; options: OptionShown[] };
  };
  /** Sends a modal: what was filled in, by block and action. What was not filled in has its initial value. */
  submitView: { request: As & { view: string; values: FilledIn }; response: SubmitOutcome };
  /** Closes the modal that is on top. */
  closeView: { request: As & { view: string }; response: Done };
  /** The modals that are open for this person, the top one last. */
  views: { request: As; response: { views: ViewShown[] } };

  /** Opens the app's Home tab (`app_home_opened`) and gives what it shows now; the next state comes by the stream. */
  openHome: { request: As; response: { view: ViewShown | null } };
  home: { request: As; response: { view: ViewShown | null } };

  join: { request: As & { channel: string }; response: Done };
  leave: { request: As & { channel: string }; response: Done };
  /** Brings people or the app (by its name or user id) into a channel, or puts one out. */
  invite: { request: As & { channel: string; user: string }; response: Done };
  kick: { request: As & { channel: string; user: string }; response: Done };
  archive: { request: As & { channel: string }; response: Done };
  unarchive: { request: As & { channel: string }; response: Done };
  /** Takes the app's token away (`token_revoked`), or gives it back. */
  revoke: { request: As; response: Done };
  restore: { request: As; response: Done };
}

/** Who asks: a person's id or name. */
export interface As {
  as: string;
}

export interface Done {
  done: true;
}

export type ClientCall = keyof ClientCalls;

/** The calls as methods. A refusal is thrown as `ClientRefusal`. */
export type Client = {
  [K in ClientCall]: (request: ClientCalls[K]['request']) => Promise<ClientCalls[K]['response']>;
};

/** The calls of one person: `as` is filled in. */
export type ClientOf = {
  [K in ClientCall]: (request: Omit<ClientCalls[K]['request'], 'as'>) => Promise<ClientCalls[K]['response']>;
};

/** How a delivery to the app ended, as its person is told of it. */
export type DeliveryOutcome =
  | 'acknowledged'
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_client_error'
  | 'http_service_error';

export type CommandOutcome = DeliveryOutcome;

/** What became of a modal that was sent. */
export type SubmitOutcome =
  | { outcome: 'closed' }
  | { outcome: 'cleared' }
  | { outcome: 'updated'; view: ViewShown }
  | { outcome: 'pushed'; view: ViewShown }
  /** By block id; `by` says whether Slack's client or the app refused. The modal stays open. */
  | { outcome: 'errors'; errors: Record<string, string>; by: 'client' | 'app' }
  /** The app did not answer in time, or not as it must; the modal stays open with "We had some trouble connecting. Try again?". */
  | { outcome: 'trouble' };

/** Where an element stands. */
export type Surface = { channel: string; ts: string } | { view: string };

/** What was picked; a button has none, its value is in its block. */
export type ActionValue =
  | { text: string }
  | { option: string }
  | { options: readonly string[] }
  | { date: string | null }
  | { user: string }
  | { users: readonly string[] }
  | { conversation: string }
  | { conversations: readonly string[] }
  | { files: readonly FileDropped[] };

/** By block id, then action id. */
export type FilledIn = Record<string, Record<string, ActionValue>>;

export interface FileDropped {
  name: string;
  /** One of the two. */
  text?: string;
  base64?: string;
}

export interface OptionShown {
  text: string;
  value: string;
  description?: string;
}

export interface Overview {
  team: { id: string; name: string };
  me: PersonShown;
  people: PersonShown[];
  usergroups: { id: string; handle: string; name: string; users: string[] }[];
  /** Public ones, and those the person is in. */
  channels: ChannelShown[];
  app: {
    id: string;
    name: string;
    userId: string;
    homeTab: boolean;
    commands: { command: string; description: string; hint: string }[];
    messageShortcuts: { name: string; callbackId: string }[];
    globalShortcuts: { name: string; callbackId: string }[];
    /** Open Socket Mode connections; null in HTTP mode. */
    connections: number | null;
  };
}

export interface PersonShown {
  id: string;
  name: string;
  realName: string;
  kind: 'member' | 'guest' | 'single-channel-guest' | 'bot' | 'stranger';
  deactivated: boolean;
}

export interface ChannelShown {
  id: string;
  /** Without `#`; of a direct message the name of the other. */
  name: string;
  kind: 'public' | 'private' | 'im';
  archived: boolean;
  /** Shared with another workspace (Slack Connect). */
  shared: boolean;
  members: string[];
  topic: string;
}

export interface MessageShown {
  channel: string;
  ts: string;
  /** `ts` of the thread's first message, on the first message as well once it has replies. */
  thread?: string;
  /** User id; Slackbot is `USLACKBOT`. */
  user: string;
  isApp: boolean;
  text: string;
  blocks?: AnyBlock[];
  attachments?: { color?: string; text?: string; fallback?: string; blocks?: AnyBlock[] }[];
  files?: FileShown[];
  /** Only the asking person sees it. */
  ephemeral: boolean;
  edited: boolean;
  subtype?: string;
  replies: number;
  reactions: { name: string; users: string[] }[];
}

export interface FileShown {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  user: string;
  created: number;
}

/** A modal or a Home tab. */
export interface ViewShown {
  id: string;
  type: 'modal' | 'home';
  callbackId: string;
  blocks: AnyBlock[];
  title?: string;
  submit?: string;
  close?: string;
  /** How many modals lie under it. */
  depth: number;
}

/**
 * The stream of one person: `GET /client/stream?as=U…`, Server-Sent Events, each `data:` one of these as JSON; in process
 * `workspace.watch(as, listener)`. Only what this person may see. After a lost connection ask again for what is shown.
 */
export type StreamEvent =
  | { type: 'hello'; me: string }
  /** A message is new, or stands there changed. */
  | { type: 'message'; message: MessageShown }
  | { type: 'removed'; channel: string; ts: string }
  /** A channel is new or changed (members, archived). */
  | { type: 'channel'; channel: ChannelShown }
  /** The modal on top, or null where none is open any more. */
  | { type: 'modal'; view: ViewShown | null }
  | { type: 'home'; view: ViewShown | null }
  | { type: 'app'; app: Overview['app'] };

/** Why the workspace or Slack's client does not do what a person asked, as an error word of Slack's or of the client's own. */
export class ClientRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ClientRefusal';
    this.code = code;
  }
}
