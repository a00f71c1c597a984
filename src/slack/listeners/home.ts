import type { App } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { requestId } from '../incoming.ts';

/** Somebody opened the app; its other tab is the direct messages. */
export function home(app: App, bot: Bot): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home')
      bot.showHome({ id: requestId('event', body.event_id), user: event.user, team: body.team_id });
  });
}
