import type { ChannelShown, FileShown, MessageShown, Overview, PersonShown, ViewShown } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message, Person, ShownView, StoredFile } from './records.ts';

/** Records as a person's client is shown them. */
export function shownMessage(slack: Slack, channel: Channel, message: Message): MessageShown {
  const replies = countReplies(channel, message.ts);
  const thread = message.thread ?? (replies > 0 ? message.ts : undefined);
  return {
    channel: channel.id,
    ts: message.ts,
    ...(thread === undefined ? {} : { thread }),
    user: message.user,
    isApp: message.botId !== undefined,
    text: message.text,
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.files === undefined ? {} : { files: filesOf(slack, message.files) }),
    ephemeral: message.to !== undefined,
    edited: message.edited !== undefined,
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    replies,
    reactions: [...message.reactions].map(([name, users]) => ({ name, users })),
  };
}

function countReplies(channel: Channel, ts: string): number {
  const replies = channel.replies.get(ts);
  return replies?.size ?? 0;
}

function filesOf(slack: Slack, ids: readonly string[]): FileShown[] {
  return ids.flatMap((id) => {
    const file = slack.team.files.get(id);
    return file === undefined ? [] : [shownFile(file)];
  });
}

export function shownFile({ id, name, title, mimetype, bytes, user, created }: StoredFile): FileShown {
  return { id, name, title, mimetype, size: bytes?.length ?? 0, user, created };
}

export function shownPerson({ id, name, realName, kind, deactivated }: Person): PersonShown {
  return { id, name, realName, kind, deactivated };
}

/** A direct message bears the name of the other. */
export function shownChannel(slack: Slack, channel: Channel, user: string): ChannelShown {
  const other = [...channel.members].find((id) => id !== user) ?? user;
  const name = channel.kind === 'im' ? (slack.team.people.get(other)?.name ?? other) : channel.name;
  const { id, kind, archived, shared, topic } = channel;
  return { id, name, kind, archived, shared, topic, members: [...channel.members] };
}

export function shownView(slack: Slack, view: ShownView): ViewShown {
  const stack = slack.team.modals.get(view.user) ?? [];
  return {
    id: view.id,
    type: view.type,
    callbackId: view.callbackId,
    blocks: view.blocks,
    ...(view.title === null ? {} : { title: view.title.text }),
    ...(view.submit === null ? {} : { submit: view.submit.text }),
    ...(view.close === null ? {} : { close: view.close.text }),
    depth: Math.max(0, stack.indexOf(view.id)),
  };
}

export function shownApp(slack: Slack, connections: number | null): Overview['app'] {
  const { features } = slack.manifest;
  const shortcuts = features?.shortcuts ?? [];
  const ofType = (wanted: string) =>
    shortcuts.filter(({ type }) => type === wanted).map(({ name, callback_id }) => ({ name, callbackId: callback_id }));
  return {
    id: slack.team.app.id,
    name: slack.team.app.name,
    userId: slack.team.app.userId,
    homeTab: features?.app_home?.home_tab_enabled ?? false,
    commands: (features?.slash_commands ?? []).map(({ command, description, usage_hint }) => ({
      command,
      description,
      hint: usage_hint ?? '',
    })),
    messageShortcuts: ofType('message'),
    globalShortcuts: ofType('global'),
    connections,
  };
}
