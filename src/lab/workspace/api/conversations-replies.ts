import { messageJson } from '../state/json/message.ts';
import { findMessage, threadOf } from '../state/threads.ts';
import { joinedChannel, scopeFor } from './channels.ts';
import { withinTimes } from './conversations-history.ts';
import { type Method, Refused, TIER } from './method.ts';
import { pageOf } from './pages.ts';

/** The first message of a thread, then its replies, oldest first. A reply's `ts` gives that reply alone. */
export const conversationsReplies: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: scopeFor('history'),
  run(slack, args) {
    const channel = joinedChannel(slack, args);
    const asked = findMessage(channel, args.need('ts'));
    if (asked === undefined) throw new Refused('thread_not_found');
    const [root, ...replies] = asked.thread === undefined ? threadOf(channel, asked.ts) : [asked];
    const { page, more, metadata } = pageOf(args, [root!, ...withinTimes(args, replies)], 1_000, 1_000);
    const withMetadata = args.flag('include_all_metadata');
    return {
      messages: page.map((message) => messageJson(slack, channel, message, withMetadata)),
      has_more: more,
      ...(more ? metadata : {}),
    };
  },
};
