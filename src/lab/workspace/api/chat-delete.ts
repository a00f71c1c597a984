import { raiseChanged } from '../delivery/events.ts';
import { messageJson } from '../state/json/message.ts';
import { removeMessage } from '../state/messages.ts';
import { type Method, TIER } from './method.ts';
import { ownMessage } from './own-message.ts';

export const chatDelete: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['chat:write'],
  run(slack, args) {
    const { channel, message } = ownMessage(slack, args, 'cant_delete_message');
    const previous = messageJson(slack, channel, message);
    removeMessage(slack, channel, message);
    raiseChanged(slack, channel, {
      subtype: 'message_deleted',
      deleted_ts: message.ts,
      previous_message: previous,
    });
    return { channel: channel.id, ts: message.ts };
  },
};
