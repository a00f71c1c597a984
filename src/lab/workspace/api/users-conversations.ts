import { channelJson } from '../state/json/channel.ts';
import { kindsOf, listed } from './conversations-list.ts';
import { type Method, TIER } from './method.ts';
import { pageOf } from './pages.ts';

/** The channels that the app is in. */
export const usersConversations: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: (args) => kindsOf(args).map(({ scope }) => scope),
  run(slack, args) {
    const { page, metadata } = pageOf(args, listed(slack, args, true), 100, 999);
    return { channels: page.map((channel) => channelJson(slack, channel)), ...metadata };
  },
};
