import { raiseChanged } from '../delivery/events.ts';
import { messageJson } from '../state/json/message.ts';
import { show } from '../state/messages.ts';
import type { Args } from './args.ts';
import { type Content, contentOfCall, metadataOfCall } from './content.ts';
import { type Method, TIER } from './method.ts';
import { ownMessage } from './own-message.ts';

export const chatUpdate: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['chat:write'],
  run(slack, args) {
    const { channel, message } = ownMessage(slack, args, 'cant_update_message');
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
