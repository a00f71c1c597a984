import { raise } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import type { Channel } from './records.ts';
import { shownChannel } from './shown.ts';
import { seesChannel } from './sight.ts';

const SCOPES = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const TYPES = { public: 'C', private: 'G', im: 'D' } as const;

/** Takes a user into a channel; `inviter` is who brought them. */
export function joinChannel(slack: Slack, channel: Channel, user: string, inviter?: string): void {
  if (channel.members.has(user)) return;
  channel.members.add(user);
  showChannel(slack, channel);
  const more = inviter === undefined ? {} : { inviter };
  raise(
    slack,
    { ...membership(slack, channel, 'member_joined_channel', user), ...more },
    'member_joined_channel',
    SCOPES[channel.kind],
    channel,
  );
}

export function leaveChannel(slack: Slack, channel: Channel, user: string): void {
  if (!channel.members.delete(user)) return;
  slack.tell(
    (of) => ({ type: 'channel', channel: shownChannel(slack, channel, of) }),
    (of) => of === user || seesChannel(slack.team, channel, of),
  );
  raise(
    slack,
    membership(slack, channel, 'member_left_channel', user),
    'member_left_channel',
    SCOPES[channel.kind],
    channel,
  );
}

/** Tells everyone who sees a channel how it stands now. */
export function showChannel(slack: Slack, channel: Channel): void {
  slack.tell(
    (user) => ({ type: 'channel', channel: shownChannel(slack, channel, user) }),
    (user) => seesChannel(slack.team, channel, user),
  );
}

function membership(slack: Slack, channel: Channel, type: string, user: string): object {
  return {
    type,
    user,
    channel: channel.id,
    channel_type: TYPES[channel.kind],
    team: slack.team.id,
    event_ts: slack.ids.ts(),
  };
}
