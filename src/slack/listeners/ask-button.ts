import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { AGAIN } from '../changes/ids.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { pressed } from './pressed.ts';

/** A button whose value is words to ask: its action id is `vmk_ask:` and a number. `Plan again` asks anew, and so not in the thread of its card. */
export function askButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(/^vmk_ask:\d+$/, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.ask(pressed(body, action));
  });
  app.action<BlockAction<ButtonAction>>(AGAIN, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    const { message: _, ...incoming } = pressed(body, action);
    bot.ask(incoming);
  });
}
