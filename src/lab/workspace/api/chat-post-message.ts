import { messageJson } from '../state/json/message.ts';
import { addMessage } from '../state/messages.ts';
import { writableChannel } from './channels.ts';
import { contentOfCall, metadataOfCall, threadOfCall } from './content.ts';
import type { Method } from './method.ts';

export const chatPostMessage: Method = {
  token: 'bot',
  rate: 'posts',
  scopes: (args) => [
    'chat:write',
    ...(args.has('username') || args.has('icon_url') || args.has('icon_emoji') ? ['chat:write.customize'] : []),
  ],
  run(slack, args) {
    const channel = writableChannel(slack, args);
    const content = contentOfCall(slack, args);
    const metadata = metadataOfCall(args);
    const thread = threadOfCall(channel, args);
    const { app } = slack.team;
    const message = addMessage(slack, channel, {
      user: app.userId,
      botId: app.botId,
      appId: app.id,
      ...content,
      ...(thread === undefined ? {} : { thread }),
      ...(metadata === undefined || metadata === null ? {} : { metadata }),
    });
    return { channel: channel.id, ts: message.ts, message: messageJson(slack, channel, message) };
  },
};
