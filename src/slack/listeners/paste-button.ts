import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { clickDeliveries } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { OPEN_PASTE } from '../views/paste.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { clickOf, placeOf } from './place.ts';
import { teamOfActor } from './team.ts';

/** The button that opens the box for pasting; its value is the question, where there is one. */
export function pasteButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(OPEN_PASTE, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.openPaste({
      id: requestId('button', body.trigger_id),
      way: 'button',
      user: body.user.id,
      ...teamOfActor(body),
      ...placeOf(body),
      words: action.value ?? '',
      pastes: [],
      files: [],
      deliveries: clickDeliveries(clickOf(body, action)),
      trigger: body.trigger_id,
      ...(body.response_url !== undefined && { responseUrl: body.response_url }),
    });
  });
}
