import { channelJson } from '../state/json/channel.ts';
import { knownChannel, scopeFor } from './channels.ts';
import { type Method, TIER } from './method.ts';

export const conversationsInfo: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: scopeFor('read'),
  run: (slack, args) => ({ channel: channelJson(slack, knownChannel(slack, args)) }),
};
