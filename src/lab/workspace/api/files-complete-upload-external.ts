import { isObject } from '../blocks/check.ts';
import type { Slack } from '../slack.ts';
import { fileJson } from '../state/json/file.ts';
import { addMessage } from '../state/messages.ts';
import type { Channel, StoredFile } from '../state/records.ts';
import type { Args } from './args.ts';
import { knownChannel } from './channels.ts';
import { threadOfCall } from './content.ts';
import { type Method, Refused, TIER } from './method.ts';

/** Makes files of uploads, and shares them where a channel is named. */
export const filesCompleteUploadExternal: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: ['files:write'],
  run(slack, args) {
    const files = uploadsOf(slack, args);
    const channel = channelOf(slack, args);
    const thread = channel === null ? undefined : threadOfCall(channel, args);
    for (const file of files) file.complete = true;
    if (channel !== null) share(slack, channel, files, thread, args.text('initial_comment') ?? '');
    return { files: files.map((file) => fileJson(slack, file)) };
  },
};

function uploadsOf(slack: Slack, args: Args): StoredFile[] {
  const wanted = args.json('files');
  if (!Array.isArray(wanted) || wanted.length === 0) throw new Refused('invalid_arguments');
  return wanted.map((entry) => {
    const file = isObject(entry) ? slack.team.files.get(String(entry.id)) : undefined;
    if (file === undefined || file.bytes === null || file.complete) throw new Refused('file_not_found');
    if (isObject(entry) && typeof entry.title === 'string') file.title = entry.title;
    return file;
  });
}

function channelOf(slack: Slack, args: Args): Channel | null {
  if (!args.has('channel_id')) return null;
  const channel = knownChannel(slack, args, 'channel_id');
  if (!channel.members.has(slack.team.app.userId)) throw new Refused('not_in_channel');
  if (channel.archived) throw new Refused('is_archived');
  return channel;
}

function share(
  slack: Slack,
  channel: Channel,
  files: readonly StoredFile[],
  thread: string | undefined,
  text: string,
): void {
  const { app } = slack.team;
  for (const { channels } of files) channels.add(channel.id);
  addMessage(slack, channel, {
    user: app.userId,
    botId: app.botId,
    appId: app.id,
    text,
    files: files.map(({ id }) => id),
    ...(thread === undefined ? {} : { thread }),
  });
}
