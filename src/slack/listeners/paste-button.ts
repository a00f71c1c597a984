import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { OPEN_PASTE } from '../views/paste.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { pressed } from './pressed.ts';

/** The button that opens the box for pasting; its value is the question, where there is one. */
export function pasteButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(OPEN_PASTE, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.openPaste(pressed(body, action));
  });
}
