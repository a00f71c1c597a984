import type { ClientCalls, FileDropped } from '../client-api.ts';
import { ClientRefusal } from '../client-api.ts';
import { raise } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import { addMessage } from '../state/messages.ts';
import { mimeOf } from '../state/mime.ts';
import type { Channel, Message, Person, StoredFile } from '../state/records.ts';
import { shownFile, shownMessage } from '../state/shown.ts';
import { seesChannel } from '../state/sight.ts';
import { typedContent } from './typed-content.ts';
import { asking, seenChannel, threadRoot, writtenChannel } from './who.ts';

/** Drops files into a channel or a thread. */
export async function upload(
  slack: Slack,
  request: ClientCalls['upload']['request'],
): Promise<ClientCalls['upload']['response']> {
  const person = asking(slack, request.as);
  const channel = writtenChannel(slack, person, request.channel);
  const thread = threadRoot(channel, request.thread);
  if (request.files.length === 0) throw new ClientRefusal('no_file_data', 'There is no file.');
  const message = dropFiles(slack, person, channel, request.files, { thread, text: request.text });
  return { message: shownMessage(slack, channel, message) };
}

/** Keeps files, announces each, and posts the message that bears them. */
export function dropFiles(
  slack: Slack,
  person: Person,
  channel: Channel,
  dropped: readonly FileDropped[],
  { thread, text }: { readonly thread: string | undefined; readonly text?: string | undefined },
): Message {
  const files = dropped.map((file) => keepFile(slack, person, file));
  for (const { id, channels } of files) {
    channels.add(channel.id);
    const event = { type: 'file_shared', file_id: id, user_id: person.id, file: { id }, channel_id: channel.id };
    raise(slack, { ...event, event_ts: slack.ids.ts() }, 'file_shared', 'files:read', channel);
  }
  return addMessage(slack, channel, {
    user: person.id,
    team: person.teamId,
    subtype: 'file_share',
    clientMsgId: crypto.randomUUID(),
    files: files.map(({ id }) => id),
    ...(text === undefined || text === '' ? { text: '' } : typedContent(slack, text)),
    ...(thread === undefined ? {} : { thread }),
  });
}

export function keepFile({ team, ids, clock }: Slack, person: Person, { name, text, base64 }: FileDropped): StoredFile {
  if (text === undefined && base64 === undefined)
    throw new ClientRefusal('no_file_data', `The file ${name} has no content.`);
  const file: StoredFile = {
    id: ids.next('F'),
    name,
    title: name,
    mimetype: mimeOf(name),
    user: person.id,
    created: Math.floor(clock.now() / 1000),
    bytes: base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64'),
    complete: true,
    channels: new Set(),
  };
  team.files.set(file.id, file);
  return file;
}

export async function files(
  slack: Slack,
  request: ClientCalls['files']['request'],
): Promise<ClientCalls['files']['response']> {
  const person = asking(slack, request.as);
  const channel = request.channel === undefined ? undefined : seenChannel(slack, person, request.channel);
  const seen = [...slack.team.files.values()].filter(
    (file) => sees(slack, person, file) && (channel === undefined || file.channels.has(channel.id)),
  );
  return { files: seen.map(shownFile).reverse() };
}

export async function fileContent(
  slack: Slack,
  request: ClientCalls['fileContent']['request'],
): Promise<ClientCalls['fileContent']['response']> {
  const file = slack.team.files.get(request.file);
  if (file === undefined || !sees(slack, asking(slack, request.as), file)) {
    throw new ClientRefusal('file_not_found', `There is no file ${request.file}.`);
  }
  return { name: file.name, mimetype: file.mimetype, base64: (file.bytes ?? Buffer.alloc(0)).toString('base64') };
}

function sees({ team }: Slack, person: Person, file: StoredFile): boolean {
  const shared = [...file.channels].some((id) => {
    const channel = team.channels.get(id);
    return channel !== undefined && seesChannel(team, channel, person.id);
  });
  return file.complete && (shared || file.user === person.id);
}
