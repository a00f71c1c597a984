import type { Slack } from '../slack.ts';
import type { Channel, Message, Person, ShownView, StoredFile } from './records.ts';
import { threadOf } from './threads.ts';

/** Records in the shapes of the Web API and the events. */
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

export function fileJson(slack: Slack, file: StoredFile): object {
  const base = `${slack.origin}/files-pri/${slack.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const filetype = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'text';
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype,
    pretty_type: filetype === 'txt' || filetype === 'text' ? 'Plain Text' : filetype,
    user: file.user,
    user_team: slack.team.people.get(file.user)?.teamId ?? slack.team.id,
    editable: file.mimetype.startsWith('text/'),
    size: file.bytes?.length ?? 0,
    mode: file.mimetype.startsWith('text/') ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${base}/${name}`,
    url_private_download: `${base}/download/${name}`,
    permalink: `${slack.origin}/files/${file.user}/${file.id}/${name}`,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

export function userJson(slack: Slack, person: Person): object {
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deactivated,
    real_name: person.realName,
    tz: 'UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      team: person.teamId,
      ...(person.botId === undefined ? {} : { bot_id: person.botId, api_app_id: slack.team.app.id }),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.kind === 'guest' || person.kind === 'single-channel-guest',
    is_ultra_restricted: person.kind === 'single-channel-guest',
    is_bot: person.kind === 'bot',
    is_app_user: false,
    ...(person.kind === 'stranger' ? { is_stranger: true } : {}),
    updated: 0,
  };
}

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

/** A view in the shape that payloads and `views.*` give it. */
export function viewJson(slack: Slack, view: ShownView, values: object = {}): object {
  return {
    id: view.id,
    team_id: slack.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: slack.team.app.id,
    external_id: view.externalId,
    app_installed_team_id: slack.team.id,
    bot_id: slack.team.app.botId,
  };
}
