import { messageJson } from '../state/json/message.ts';
import type { Message } from '../state/records.ts';
import type { Args } from './args.ts';
import { joinedChannel, scopeFor } from './channels.ts';
import { type Method, TIER } from './method.ts';
import { pageOf } from './pages.ts';

/** Newest first, without replies. */
export const conversationsHistory: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: scopeFor('history'),
  run(slack, args) {
    const channel = joinedChannel(slack, args);
    const all = [...channel.messages.values()].filter(({ thread, to }) => thread === undefined && to === undefined);
    const { page, more, metadata } = pageOf(args, withinTimes(args, all).reverse(), 100, 999);
    const withMetadata = args.flag('include_all_metadata');
    return {
      messages: page.map((message) => messageJson(slack, channel, message, withMetadata)),
      has_more: more,
      pin_count: 0,
      ...(more ? metadata : {}),
    };
  },
};

/** Messages between `oldest` and `latest`, themselves included where `inclusive` says so. */
export function withinTimes(args: Args, messages: readonly Message[]): Message[] {
  const oldest = args.has('oldest') ? Number(args.text('oldest')) : 0;
  const latest = args.has('latest') ? Number(args.text('latest')) : Number.POSITIVE_INFINITY;
  const inclusive = args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}
