import { raiseMessage } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message } from './records.ts';
import { shownMessage } from './shown.ts';
import { channelKindSeenBy } from './sight.ts';

export type Draft = Omit<Message, 'ts' | 'reactions' | 'team'> & { readonly team?: string };

/** Puts a message into a channel, shows it to those who see the channel, and tells the app. */
export function addMessage(slack: Slack, channel: Channel, draft: Draft): Message {
  const message: Message = { team: slack.team.id, ...draft, ts: slack.ids.ts(), reactions: new Map() };
  channel.messages.set(message.ts, message);
  if (message.thread !== undefined && message.to === undefined) repliesOf(channel, message.thread).add(message.ts);
  show(slack, channel, message);
  const root = message.thread === undefined ? undefined : channel.messages.get(message.thread);
  if (root !== undefined && message.to === undefined) show(slack, channel, root);
  if (message.to === undefined) raiseMessage(slack, channel, message);
  return message;
}

/** Shows a message as it stands now. */
export function show(slack: Slack, channel: Channel, message: Message): void {
  slack.tell({ type: 'message', message: shownMessage(slack, channel, message) }, seenBy(channel, message));
}

export function removeMessage(slack: Slack, channel: Channel, message: Message): void {
  channel.messages.delete(message.ts);
  if (message.thread !== undefined) channel.replies.get(message.thread)?.delete(message.ts);
  slack.tell({ type: 'removed', channel: channel.id, ts: message.ts }, seenBy(channel, message));
}

/** The messages of a thread for all eyes, its first one first. */
export function threadOf(channel: Channel, root: string): Message[] {
  return [root, ...(channel.replies.get(root) ?? [])].flatMap((ts) => channel.messages.get(ts) ?? []);
}

function repliesOf(channel: Channel, root: string): Set<string> {
  const replies = channel.replies.get(root) ?? new Set<string>();
  channel.replies.set(root, replies);
  return replies;
}

/** A message that everyone in the channel sees. */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  const message = channel.messages.get(ts);
  return message?.to === undefined ? message : undefined;
}

function seenBy(channel: Channel, message: Message): (user: string) => boolean {
  return (user) => (message.to === undefined ? channelKindSeenBy(channel, user) : message.to === user);
}
