import type { App } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { commandDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';

/** `/vmk …`: never in a thread, and its text is one line. */
export function command(app: App, bot: Bot, report: AckReport): void {
  app.command('/vmk', async ({ ack, context, body }) => {
    await acknowledge(ack, context, 'command', report);
    bot.ask({
      id: requestId('command', body.trigger_id),
      way: 'command',
      user: body.user_id,
      team: body.team_id,
      place: { channel: body.channel_id },
      words: body.text,
      pastes: [],
      files: [],
      deliveries: [commandDelivery(body.trigger_id)],
      trigger: body.trigger_id,
      responseUrl: body.response_url,
    });
  });
}
