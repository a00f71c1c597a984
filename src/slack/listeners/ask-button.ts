import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { pressed } from './pressed.ts';

/** A button whose value is words to ask: its action id is `vmk_ask:` and a number. */
export function askButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(/^vmk_ask:\d+$/, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.ask(pressed(body, action));
  });
}
