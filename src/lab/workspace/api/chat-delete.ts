import { raiseChanged } from '../delivery/events.ts';
import { messageJson } from '../state/json/message.ts';
import { removeMessage } from '../state/messages.ts';
import { findMessage } from '../state/threads.ts';
import { knownChannel } from './channels.ts';
import { type Method, Refused, TIER } from './method.ts';

export const chatDelete: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['chat:write'],
  run(slack, args) {
    const channel = knownChannel(slack, args);
    const message = findMessage(channel, args.need('ts'));
    if (message === undefined) throw new Refused('message_not_found');
    if (message.user !== slack.team.app.userId) throw new Refused('cant_delete_message');
    if (channel.archived) throw new Refused('is_archived');
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
