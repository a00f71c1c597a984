import path from 'node:path';
import { assemble } from './assemble.ts';
import { clientOf } from './client/index.ts';
import { asking } from './client/who.ts';
import type { Client, ClientOf, StreamEvent } from './client-api.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import { listen } from './http/server.ts';
import type { Log, Logged } from './log.ts';
import type { WorkspaceOptions } from './options.ts';
import type { Slack, TokenState } from './slack.ts';
import type { Channel, Message, Person } from './state/records.ts';
import { findChannel, findPerson, type Team } from './state/team.ts';
import { Until } from './until.ts';
import { Watchers } from './watchers.ts';

export type { Client, ClientOf, StreamEvent } from './client-api.ts';
export { ClientRefusal } from './client-api.ts';
export type { CallMatch, DeliveryMatch, Faults, Switched } from './faults.ts';
export type { CallLogged, DeliveryLogged, Log } from './log.ts';
export type { Manifest } from './manifest.ts';
export type { ChannelWish, Mode, PersonWish, UsergroupWish, WorkspaceOptions } from './options.ts';
export { DEFAULT_MANIFEST } from './options.ts';

/** A running workspace on 127.0.0.1. */
export interface Workspace {
  /** `http://127.0.0.1:PORT/`, where the page is. */
  readonly url: string;
  /** For `SLACK_API_URL`; ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly log: Log;
  /** What it holds; for looking. */
  readonly team: Team;
  /** What people can do. */
  readonly client: Client;
  /** The same, as one person (id or name). */
  as(person: string): ClientOf;
  /** What one person's client is told, from now on; the result ends it. */
  watch(person: string, listener: (event: StreamEvent) => void): () => void;
  /** A person or channel by name; throws where there is none. */
  person(name: string): Person;
  channel(name: string): Channel;
  /** The messages of a channel for all eyes, oldest first. */
  messages(channel: string): readonly Message[];
  /** What one person alone was told in a channel. */
  whispers(channel: string, person: string): readonly Message[];
  /** Waits until something is so; 10 seconds where it is not said. */
  until<T>(condition: () => T | undefined | null | false, ms?: number): Promise<T>;
  /** Counts calls as Slack does, or not. */
  limitRates(on: boolean): void;
  /** What is the matter with the app's token from now on. */
  setToken(state: TokenState): void;
  /** The app's link, in Socket Mode. */
  readonly link: {
    readonly connections: number;
    /** Refreshes every connection; resolves when all were told to go. */
    recycle(): Promise<void>;
    /** Ends connections without a word. */
    cut(): void;
    /** The connections of now, or the oldest `most` of them, deliver nothing, or deliver again. Returns how many. */
    silence(silent?: boolean, most?: number): number;
    /** Socket Mode is switched off (`link_disabled`), or on again. */
    enable(enabled: boolean): void;
  };
  /** The app's URL, in HTTP mode. */
  readonly requestUrl: {
    set(url: string): void;
    verify(challenge: string): Promise<unknown>;
    sslCheck(): Promise<number | string>;
  };
  close(): Promise<void>;
}

/** Starts a strict Slack on loopback. */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const until = new Until();
  const watchers = new Watchers();
  const slack = assemble(options, until, watchers);
  const client = clientOf(slack);
  const watch = (as: string, listener: (event: StreamEvent) => void) => {
    const { id } = asking(slack, as);
    const stop = watchers.add(id, listener);
    listener({ type: 'hello', me: id });
    return stop;
  };
  const page = options.page ?? path.resolve('dist', 'page');
  const { server, port } = await listen({ slack, client, page, watch }, options.port ?? 0);
  slack.origin = `http://127.0.0.1:${port}`;
  const close = async () => {
    await slack.deliveries.close();
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  };
  return { ...faceOf(slack, until, client), watch, close };
}

type Parts = Omit<Workspace, 'watch' | 'close'>;

function faceOf(slack: Slack, until: Until, client: Client): Parts {
  const { team, log } = slack;
  const person = (name: string) => found(findPerson(team, name), 'person', name);
  const channel = (name: string) => found(findChannel(team, name), 'channel', name);
  const messages = (name: string) => [...channel(name).messages.values()];
  return {
    url: `${slack.origin}/`,
    apiUrl: `${slack.origin}/api/`,
    botToken: slack.tokens.bot,
    appToken: slack.tokens.app,
    signingSecret: slack.signingSecret,
    clock: slack.clock,
    faults: slack.faults,
    log,
    team,
    client,
    as: (name) => asPerson(client, name),
    person,
    channel,
    messages: (name) => messages(name).filter(({ to }) => to === undefined),
    whispers: (name, to) => messages(name).filter((message) => message.to === person(to).id),
    until: (condition, ms = 30_000) => until.wait(condition, ms, () => log.all().slice(-10).map(line).join('\n')),
    limitRates: (on) => {
      slack.rates.on = on;
    },
    setToken: (state) => {
      slack.tokens.botState = state;
    },
    link: linkOf(slack),
    requestUrl: requestUrlOf(slack),
  };
}

function linkOf(slack: Slack): Workspace['link'] {
  const sockets = () => found(slack.sockets, 'link', 'in HTTP mode');
  return {
    get connections() {
      return sockets().count;
    },
    recycle: () => sockets().recycle((ms) => slack.deliveries.pause(ms)),
    cut: () => sockets().cut(),
    silence: (silent = true, most) => sockets().silence(silent, most),
    enable: (enabled) => sockets().setEnabled(enabled),
  };
}

function requestUrlOf(slack: Slack): Workspace['requestUrl'] {
  const http = () => found(slack.http, 'request URL', 'in Socket Mode');
  return {
    set: (url) => {
      http().url = url;
    },
    verify: (challenge) => http().verify(challenge),
    sslCheck: () => http().sslCheck(),
  };
}

/** The client with `as` filled in. */
function asPerson(client: Client, as: string): ClientOf {
  const calls = Object.entries(client) as [string, (request: object) => Promise<unknown>][];
  return Object.fromEntries(
    calls.map(([name, call]) => [name, (request: object) => call({ as, ...request })]),
  ) as never;
}

function found<T>(value: T | undefined | null, what: string, name: string): T {
  if (value === undefined || value === null) throw new Error(`the workspace has no ${what} ${name}`);
  return value;
}

function line(entry: Logged): string {
  return entry.kind === 'call'
    ? `call ${entry.method}: ${entry.status} ${entry.error ?? ''}`
    : `delivery ${entry.type}: ${entry.outcome}`;
}
