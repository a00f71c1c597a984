import { raiseChanged } from '../delivery/events.ts';
import { messageJson } from '../state/json/message.ts';
import { show } from '../state/messages.ts';
import { findMessage } from '../state/threads.ts';
import type { Args } from './args.ts';
import { knownChannel } from './channels.ts';
import { type Content, contentOfCall, metadataOfCall } from './content.ts';
import { type Method, Refused, TIER } from './method.ts';

export const chatUpdate: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['chat:write'],
  run(slack, args) {
    const channel = knownChannel(slack, args);
    const message = findMessage(channel, args.need('ts'));
    if (message === undefined) throw new Refused('message_not_found');
    if (message.user !== slack.team.app.userId) throw new Refused('cant_update_message');
    if (channel.archived) throw new Refused('is_archived');
    const content = contentOfCall(slack, args);
    const metadata = metadataOfCall(args);
    const previous = messageJson(slack, channel, message);
    replace(message, content, args);
    message.edited = { user: message.user, ts: slack.ids.ts() };
    if (metadata === null) delete message.metadata;
    else if (metadata !== undefined) message.metadata = metadata;
    show(slack, channel, message);
    const now = messageJson(slack, channel, message);
    raiseChanged(slack, channel, { subtype: 'message_changed', message: now, previous_message: previous });
    return { channel: channel.id, ts: message.ts, text: message.text, message: now };
  },
};

/** Text without blocks drops the blocks there were. */
function replace(
  message: { text: string; blocks?: unknown; attachments?: unknown },
  content: Content,
  args: Args,
): void {
  message.text = content.text;
  if (content.blocks === undefined || content.blocks.length === 0) delete message.blocks;
  else message.blocks = content.blocks;
  if (args.has('attachments')) message.attachments = content.attachments;
}
