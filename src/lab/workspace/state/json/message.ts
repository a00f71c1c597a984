import type { Slack } from '../../slack.ts';
import type { Channel, Message } from '../records.ts';
import { threadOf } from '../threads.ts';
import { fileJson } from './file.ts';

/** A message in the shape of the Web API and the events. */
export function messageJson(slack: Slack, channel: Channel, message: Message, withMetadata = false): object {
  const { people } = slack.team;
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId === undefined ? {} : { client_msg_id: message.clientMsgId }),
    ...(message.botId === undefined ? {} : botFields(slack, message)),
    text: message.text,
    team: message.team,
    ...(people.get(message.user)?.kind === 'stranger' ? { user_team: message.team, source_team: message.team } : {}),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.files === undefined
      ? {}
      : { files: filesJson(slack, message.files), upload: true, display_as_bot: false }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...threadFields(channel, message),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsJson(message) }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

function botFields({ team }: Slack, { botId, appId }: Message): object {
  const profile = { id: botId, app_id: appId, name: team.app.name, deleted: false, team_id: team.id };
  return { bot_id: botId, app_id: appId, ...(appId === undefined ? {} : { bot_profile: profile }) };
}

function threadFields(channel: Channel, message: Message): object {
  if (message.thread !== undefined) {
    const parent = channel.messages.get(message.thread)?.user;
    return { thread_ts: message.thread, ...(parent === undefined ? {} : { parent_user_id: parent }) };
  }
  const replies = threadOf(channel, message.ts).slice(1);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
  };
}

function reactionsJson({ reactions }: Message): object[] {
  return [...reactions].map(([name, users]) => ({ name, users, count: users.length }));
}

function filesJson(slack: Slack, ids: readonly string[]): object[] {
  return ids.flatMap((id) => {
    const file = slack.team.files.get(id);
    return file === undefined ? [] : [fileJson(slack, file)];
  });
}
