import { raiseMessage } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message } from './records.ts';
import { shownMessage } from './shown.ts';
import { seesChannel } from './sight.ts';
import { repliesOf } from './threads.ts';

/** How many messages a channel keeps; the oldest are forgotten. */
const KEPT = 20_000;

export type Draft = Omit<Message, 'ts' | 'reactions' | 'team'> & { readonly team?: string };

/** Puts a message into a channel, shows it to those who see the channel, and tells the app. */
export function addMessage(slack: Slack, channel: Channel, draft: Draft): Message {
  const message: Message = { team: slack.team.id, ...draft, ts: slack.ids.ts(), reactions: new Map() };
  channel.messages.set(message.ts, message);
  if (channel.messages.size > KEPT) channel.messages.delete(channel.messages.keys().next().value!);
  if (message.thread !== undefined && message.to === undefined) repliesOf(channel, message.thread).add(message.ts);
  show(slack, channel, message);
  const root = message.thread === undefined ? undefined : channel.messages.get(message.thread);
  if (root !== undefined && message.to === undefined) show(slack, channel, root);
  if (message.to === undefined) raiseMessage(slack, channel, message);
  return message;
}

/** Shows a message as it stands now. */
export function show(slack: Slack, channel: Channel, message: Message): void {
  const event = () => ({ type: 'message' as const, message: shownMessage(slack, channel, message) });
  slack.tell(event, seenBy(slack, channel, message));
}

export function removeMessage(slack: Slack, channel: Channel, message: Message): void {
  channel.messages.delete(message.ts);
  if (message.thread !== undefined) channel.replies.get(message.thread)?.delete(message.ts);
  slack.tell({ type: 'removed', channel: channel.id, ts: message.ts }, seenBy(slack, channel, message));
}

function seenBy(slack: Slack, channel: Channel, message: Message): (user: string) => boolean {
  return (user) => (message.to === undefined ? seesChannel(slack.team, channel, user) : message.to === user);
}
