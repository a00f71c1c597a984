import { addMessage } from '../state/messages.ts';
import { joinedChannel, knownUser } from './channels.ts';
import { contentOfCall, threadOfCall } from './content.ts';
import { type Method, Refused, TIER } from './method.ts';

export const chatPostEphemeral: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: ['chat:write'],
  run(slack, args) {
    const channel = joinedChannel(slack, args);
    if (channel.archived) throw new Refused('is_archived');
    const person = knownUser(slack, args);
    if (!channel.members.has(person.id)) throw new Refused('user_not_in_channel');
    const content = contentOfCall(slack, args);
    const thread = threadOfCall(channel, args);
    const { app } = slack.team;
    const message = addMessage(slack, channel, {
      user: app.userId,
      botId: app.botId,
      appId: app.id,
      to: person.id,
      ...content,
      ...(thread === undefined ? {} : { thread }),
    });
    return { message_ts: message.ts };
  },
};
