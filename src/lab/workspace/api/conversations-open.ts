import { channelJson } from '../state/json/channel.ts';
import { dmWith } from './channels.ts';
import { type Method, Refused, TIER } from './method.ts';

/** Opens the direct message with one person; groups of several are not known here. */
export const conversationsOpen: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['im:write'],
  run(slack, args) {
    const users = args.need('users').split(',');
    if (users.length > 1) throw new Refused('method_not_supported_for_channel_type');
    const person = slack.team.people.get(users[0]!);
    if (person === undefined) throw new Refused('user_not_found');
    const channel = dmWith(slack, person);
    return { channel: args.flag('return_im') ? channelJson(slack, channel) : { id: channel.id } };
  },
};
