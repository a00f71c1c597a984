import type { Channel, Message } from './records.ts';

/** The messages of a thread for all eyes, its first one first. */
export function threadOf(channel: Channel, root: string): Message[] {
  return [root, ...(channel.replies.get(root) ?? [])].flatMap((ts) => channel.messages.get(ts) ?? []);
}

/** The `ts` of a thread's replies, to be added to. */
export function repliesOf(channel: Channel, root: string): Set<string> {
  const replies = channel.replies.get(root) ?? new Set<string>();
  channel.replies.set(root, replies);
  return replies;
}

/** A message that everyone in the channel sees. */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  const message = channel.messages.get(ts);
  return message?.to === undefined ? message : undefined;
}
