import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { clickDeliveries } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { clickOf, placeOf } from './place.ts';
import { teamOfActor } from './team.ts';

/** A button whose value is words to ask: its action id is `vmk_ask:` and a number. */
export function askButton(app: App, bot: Bot, report: AckReport): void {
  app.action<BlockAction<ButtonAction>>(/^vmk_ask:\d+$/, async ({ ack, context, body, action }) => {
    await acknowledge(ack, context, 'button', report);
    bot.ask({
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
