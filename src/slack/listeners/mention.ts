import type { App } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { eventDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { messageContent } from '../message-content.ts';
import { teamOfAuthor } from './team.ts';

/** `@vmkbot …` in a channel or a thread. */
export function mention(app: App, bot: Bot): void {
  app.event('app_mention', async ({ event, body }) => {
    if (event.user === undefined || event.edited !== undefined) return;
    bot.ask({
      id: requestId('event', body.event_id),
      way: 'mention',
      user: event.user,
      ...teamOfAuthor({ event, body }),
      place: { channel: event.channel, ...(event.thread_ts !== undefined && { thread: event.thread_ts }) },
      ...messageContent(event, bot.user),
      message: event.ts,
      deliveries: [eventDelivery(body.event_id)],
    });
  });
}
