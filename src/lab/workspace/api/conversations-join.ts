import { channelJson } from '../state/json/channel.ts';
import { joinChannel } from '../state/membership.ts';
import { knownChannel } from './channels.ts';
import { type Method, Refused, TIER } from './method.ts';

export const conversationsJoin: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['channels:join'],
  run(slack, args) {
    const channel = knownChannel(slack, args);
    if (channel.kind !== 'public') throw new Refused('method_not_supported_for_channel_type');
    if (channel.archived) throw new Refused('is_archived');
    joinChannel(slack, channel, slack.team.app.userId);
    return { channel: channelJson(slack, channel) };
  },
};
