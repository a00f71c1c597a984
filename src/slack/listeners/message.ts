import type { App } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { eventDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { isMentioned, messageContent } from '../message-content.ts';
import { teamOfAuthor } from './team.ts';

/** A direct message; or files in a thread, which may be one that the bot knows. */
export function message(app: App, bot: Bot): void {
  app.event('message', async ({ event, body }) => {
    if (event.subtype !== undefined && event.subtype !== 'file_share') return;
    if ('bot_id' in event && event.bot_id !== undefined) return;
    const isDirect = event.channel_type === 'im';
    const content = messageContent(event, bot.user);
    // With a mention in it, it comes as `app_mention` too.
    const isFiles = event.thread_ts !== undefined && content.files.length > 0 && !isMentioned(event, bot.user);
    if (!isDirect && !isFiles) return;
    bot.ask({
      id: requestId('event', body.event_id),
      way: isDirect ? 'direct' : 'files',
      user: event.user,
      ...teamOfAuthor({ event, body }),
      place: { channel: event.channel, ...(event.thread_ts !== undefined && { thread: event.thread_ts }) },
      ...content,
      message: event.ts,
      deliveries: [eventDelivery(body.event_id)],
    });
  });
}
