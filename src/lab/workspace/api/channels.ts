import type { Slack } from '../slack.ts';
import { scopesOf } from '../slack.ts';
import type { Channel, Person } from '../state/records.ts';
import { directMessage, findChannel } from '../state/team.ts';
import type { Args } from './args.ts';
import { Refused } from './method.ts';

const PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const;

/** `channels:history`, `groups:history` or `im:history` of the channel that is named. */
export function scopeFor(part: 'read' | 'history', argument = 'channel') {
  return (args: Args, { team }: Slack): readonly string[] => {
    const channel = findChannel(team, args.text(argument) ?? '');
    return [`${PREFIX[channel?.kind ?? 'public']}:${part}`];
  };
}

/** The channel that is named, where the app may know of it. */
export function knownChannel({ team }: Slack, args: Args, argument = 'channel'): Channel {
  const channel = findChannel(team, args.need(argument));
  const known = channel !== undefined && (channel.kind === 'public' || channel.members.has(team.app.userId));
  if (!known) throw new Refused('channel_not_found');
  return channel;
}

/** The same, where the app must be in it. */
export function joinedChannel(slack: Slack, args: Args, argument = 'channel'): Channel {
  const channel = knownChannel(slack, args, argument);
  if (!channel.members.has(slack.team.app.userId)) throw new Refused('not_in_channel');
  return channel;
}

/** Where a message may be posted: a channel the app is in, a public one with the scope for it, or a person's direct message. */
export function writableChannel(slack: Slack, args: Args): Channel {
  const { team } = slack;
  const person = team.people.get(args.need('channel'));
  const channel = person === undefined ? knownChannel(slack, args) : dmWith(slack, person);
  const mayPost = channel.members.has(team.app.userId) || scopesOf(slack).has('chat:write.public');
  if (!mayPost) throw new Refused('not_in_channel');
  if (channel.archived) throw new Refused('is_archived');
  return channel;
}

export function dmWith({ team, ids, clock }: Slack, person: Person): Channel {
  if (person.deactivated) throw new Refused('user_disabled');
  if (person.id === team.app.userId) throw new Refused('cannot_dm_bot');
  return directMessage(team, ids, clock, person.id, team.app.userId);
}

export function knownUser({ team }: Slack, args: Args, argument = 'user'): Person {
  const person = team.people.get(args.need(argument));
  if (person === undefined) throw new Refused('user_not_found');
  return person;
}
