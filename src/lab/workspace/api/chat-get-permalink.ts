import { findMessage } from '../state/threads.ts';
import { knownChannel } from './channels.ts';
import { type Method, Refused } from './method.ts';

export const chatGetPermalink: Method = {
  token: 'bot',
  rate: 'free',
  scopes: [],
  run(slack, args) {
    const channel = knownChannel(slack, args);
    const message = findMessage(channel, args.need('message_ts'));
    if (message === undefined) throw new Refused('message_not_found');
    const of = `${slack.origin}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
    const thread = message.thread === undefined ? '' : `?thread_ts=${message.thread}&cid=${channel.id}`;
    return { channel: channel.id, permalink: `${of}${thread}` };
  },
};
