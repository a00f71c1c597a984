import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Manifest } from '../manifest.ts';
import {
  type ChannelWish,
  DEFAULT_CHANNELS,
  DEFAULT_PEOPLE,
  DEFAULT_USERGROUPS,
  type PersonWish,
  type WorkspaceOptions,
} from '../options.ts';
import type { Channel, Person, ShownView, StoredFile, Usergroup } from './records.ts';

/** The app of the workspace: the bot under test. */
export interface AppRecord {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly userId: string;
  readonly manifest: Manifest;
}

/** Everything that a workspace holds. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly app: AppRecord;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly usergroups: Map<string, Usergroup>;
  readonly files: Map<string, StoredFile>;
  /** By view id. */
  readonly views: Map<string, ShownView>;
  /** Ids of open modals by person, the top one last. */
  readonly modals: Map<string, string[]>;
  /** The Home tab's view id by person. */
  readonly homes: Map<string, string>;
}

/** The workspace that the options wish for. */
export function newTeam(options: WorkspaceOptions, manifest: Manifest, ids: Ids, clock: Clock): Team {
  const team = emptyTeam(manifest, ids);
  for (const wish of options.people ?? DEFAULT_PEOPLE) addPerson(team, ids, wish);
  for (const { handle, users } of options.usergroups ?? DEFAULT_USERGROUPS) {
    const id = ids.next('S');
    team.usergroups.set(id, { id, handle, name: handle, users: users.map((name) => personNamed(team, name).id) });
  }
  for (const wish of options.channels ?? DEFAULT_CHANNELS) addChannel(team, ids, clock, wish);
  return team;
}

function emptyTeam(manifest: Manifest, ids: Ids): Team {
  const name = manifest.features?.bot_user?.display_name ?? manifest.display_information.name;
  const app = { id: ids.next('A'), botId: ids.next('B'), userId: ids.next('U'), name, manifest };
  const id = ids.next('T');
  const bot: Person = {
    id: app.userId,
    name,
    realName: name,
    teamId: id,
    kind: 'bot',
    botId: app.botId,
    deactivated: false,
  };
  return {
    id,
    name: 'Lab',
    domain: 'lab',
    app,
    people: new Map([[bot.id, bot]]),
    channels: new Map(),
    usergroups: new Map(),
    files: new Map(),
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
  };
}

export function addPerson(team: Team, ids: Ids, wish: PersonWish): Person {
  const kind = wish.kind ?? 'member';
  const person: Person = {
    id: ids.next('U'),
    name: wish.name,
    realName: wish.realName ?? wish.name,
    teamId: kind === 'stranger' ? 'T0ELSEWHERE' : team.id,
    kind,
    ...(kind === 'bot' ? { botId: ids.next('B') } : {}),
    deactivated: wish.deactivated ?? false,
  };
  team.people.set(person.id, person);
  return person;
}

export function addChannel(team: Team, ids: Ids, clock: Clock, wish: ChannelWish): Channel {
  const members = wish.members?.map((name) => personNamed(team, name).id) ?? allMembers(team);
  const channel: Channel = {
    id: ids.next('C'),
    name: wish.name,
    kind: wish.kind ?? 'public',
    members: new Set([...members, ...(wish.app === false ? [] : [team.app.userId])]),
    creator: members[0] ?? team.app.userId,
    created: Math.floor(clock.now() / 1000),
    shared: wish.shared ?? false,
    archived: wish.archived ?? false,
    topic: wish.topic ?? '',
    messages: new Map(),
    replies: new Map(),
  };
  team.channels.set(channel.id, channel);
  return channel;
}

function allMembers(team: Team): string[] {
  return [...team.people.values()]
    .filter(({ kind, deactivated }) => kind === 'member' && !deactivated)
    .map(({ id }) => id);
}

/** The direct message of two; it comes to be when it is first asked for. */
export function directMessage(team: Team, ids: Ids, clock: Clock, one: string, other: string): Channel {
  const both = new Set([one, other]);
  const found = [...team.channels.values()].find(
    ({ kind, members }) => kind === 'im' && members.size === both.size && [...both].every((id) => members.has(id)),
  );
  if (found !== undefined) return found;
  const channel: Channel = {
    id: ids.next('D'),
    name: '',
    kind: 'im',
    members: both,
    creator: one,
    created: Math.floor(clock.now() / 1000),
    shared: false,
    archived: false,
    topic: '',
    messages: new Map(),
    replies: new Map(),
  };
  team.channels.set(channel.id, channel);
  return channel;
}

/** A person by id or name, or undefined. */
export function findPerson(team: Team, idOrName: string): Person | undefined {
  return team.people.get(idOrName) ?? [...team.people.values()].find(({ name }) => name === idOrName);
}

function personNamed(team: Team, name: string): Person {
  const found = findPerson(team, name);
  if (found === undefined) throw new Error(`the workspace has no person named ${name}`);
  return found;
}

/** A channel by id or name (with or without `#`), or undefined. */
export function findChannel(team: Team, idOrName: string): Channel | undefined {
  const name = idOrName.replace(/^#/, '');
  return (
    team.channels.get(idOrName) ??
    [...team.channels.values()].find((channel) => channel.kind !== 'im' && channel.name === name)
  );
}

export function isMember(channel: Channel, userId: string): boolean {
  return channel.members.has(userId);
}
