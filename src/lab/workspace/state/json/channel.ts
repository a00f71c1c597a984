import type { Slack } from '../../slack.ts';
import type { Channel } from '../records.ts';

/** A channel in the shape of `conversations.info`. */
export function channelJson(slack: Slack, channel: Channel): object {
  const { id, created, archived, creator } = channel;
  const ours = slack.team.app.userId;
  if (channel.kind === 'im') {
    const user = [...channel.members].find((member) => member !== ours);
    return {
      id,
      created,
      is_archived: archived,
      is_im: true,
      is_org_shared: false,
      user,
      is_user_deleted: false,
      priority: 0,
    };
  }
  return {
    id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    created,
    creator,
    is_archived: archived,
    is_general: false,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_member: channel.members.has(ours),
    num_members: channel.members.size,
    topic: { value: channel.topic, creator, last_set: created },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
