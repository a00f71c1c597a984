import type { BlockAction, ButtonAction } from '@slack/bolt';
import type { Click } from '../delivery/keys.ts';
import type { Incoming } from '../incoming.ts';

/** Where a click was made: in a channel, in a thread of it, or on the Home tab, which stands for the direct messages. */
export function placeOf({ user, channel, message, container }: BlockAction): Pick<Incoming, 'place' | 'message'> {
  if (channel === undefined) return { place: { channel: user.id } };
  const ts: string | undefined = container.is_ephemeral === true ? undefined : message?.ts;
  const thread: string | undefined = message?.thread_ts ?? container.thread_ts;
  const isReply = thread !== undefined && thread !== ts;
  return {
    place: { channel: channel.id, ...(isReply && { thread }) },
    ...(ts !== undefined && !isReply && { message: ts }),
  };
}

/** A click as deliveries are told apart by. */
export function clickOf({ user, container }: BlockAction, { action_id, action_ts, value }: ButtonAction): Click {
  const message = [container.channel_id, container.message_ts, container.view_id].join(' ');
  return { user: user.id, message, action: action_id, ...(value !== undefined && { value }), at: action_ts };
}
