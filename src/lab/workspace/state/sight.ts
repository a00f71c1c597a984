import type { Channel } from './records.ts';

/** Whether a person sees a channel: a public one, or one they are in. */
export function channelKindSeenBy(channel: Channel, user: string): boolean {
  return channel.kind === 'public' || channel.members.has(user);
}
