import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { OPEN_VALUES } from '../changes/ids.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { pressed } from './pressed.ts';

const OPENS = new RegExp(`^${OPEN_VALUES}(:\\d+)?$`);

/** The button that opens the form for the values that a plan lacks; its value is the plan's words, and what they lack. */
export function fixButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(OPENS, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.openValues(pressed(body, action));
  });
}
