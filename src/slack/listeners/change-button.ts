import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { ACTIONS } from '../changes/ids.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { pressed } from './pressed.ts';

/** A button of a change; its value is the change's id and the digest of what was shown. */
export function changeButton(app: App, bot: Bot, report: AckReport): void {
  for (const act of Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]) {
    app.action<BlockAction<ButtonAction>>(ACTIONS[act], async ({ ack, context, body, action }) => {
      await acknowledge(ack, context, 'button', report);
      bot.change(act, pressed(body, action));
    });
  }
}
