import { raise } from '../delivery/events.ts';
import { show } from '../state/messages.ts';
import { findMessage } from '../state/threads.ts';
import { joinedChannel } from './channels.ts';
import { type Method, Refused, TIER } from './method.ts';

export const reactionsAdd: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['reactions:write'],
  run(slack, args) {
    const channel = joinedChannel(slack, args);
    const message = findMessage(channel, args.need('timestamp'));
    const name = args.need('name').replaceAll(':', '');
    if (message === undefined) throw new Refused('message_not_found');
    if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refused('invalid_name');
    const user = slack.team.app.userId;
    const users = message.reactions.get(name) ?? [];
    if (users.includes(user)) throw new Refused('already_reacted');
    message.reactions.set(name, [...users, user]);
    show(slack, channel, message);
    const item = { type: 'message', channel: channel.id, ts: message.ts };
    const event = {
      type: 'reaction_added',
      user,
      reaction: name,
      item,
      item_user: message.user,
      event_ts: slack.ids.ts(),
    };
    raise(slack, event, 'reaction_added', 'reactions:read', channel);
    return {};
  },
};
