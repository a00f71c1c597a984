import type { App, ViewSubmitAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { VALUES_VIEW } from '../changes/ids.ts';
import { viewDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { readValues } from '../views/fix-values.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { teamOfActor } from './team.ts';

/** The form for a plan's values was sent: its words are asked as if typed. What is wrong with them is told in the form itself. */
export function fixSubmitted(app: App, bot: Bot, report: AckReport): void {
  app.view<ViewSubmitAction>(VALUES_VIEW, async ({ ack, context, body }) => {
    const read = readValues(body.view);
    const errors = read !== null && 'errors' in read ? read.errors : undefined;
    const answer = errors === undefined ? undefined : { response_action: 'errors' as const, errors };
    await acknowledge(() => (answer === undefined ? ack() : ack(answer)), context, 'modal', report);
    if (read === null || 'errors' in read) return;
    const { id, hash, state } = body.view;
    bot.ask({
      ...read,
      id: requestId('view', id, hash),
      way: 'modal',
      user: body.user.id,
      ...teamOfActor(body),
      pastes: [],
      files: [],
      deliveries: [viewDelivery({ id, hash, values: state.values })],
    });
  });
}
