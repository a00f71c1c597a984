import type { App, ViewSubmitAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { viewDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { type Filled, PASTE_VIEW, QUESTION, readPaste } from '../views/paste.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { teamOfActor } from './team.ts';

/** The box for pasting was sent. What is missing is told in the box itself, by the acknowledgement. */
export function pasteSubmitted(app: App, bot: Bot, report: AckReport): void {
  app.view<ViewSubmitAction>(PASTE_VIEW, async ({ ack, context, body }) => {
    const filled = readPaste(body.view, body.user.id);
    const read = 'errors' in filled ? filled : checked(filled, bot);
    const answer = 'errors' in read ? { response_action: 'errors' as const, errors: read.errors } : undefined;
    await acknowledge(() => (answer === undefined ? ack() : ack(answer)), context, 'modal', report);
    if ('errors' in read) return;
    const { id, hash, state } = body.view;
    const deliveries = [viewDelivery({ id, hash, values: state.values })];
    bot.ask({
      ...read,
      id: requestId('view', id, hash),
      way: 'modal',
      user: body.user.id,
      ...teamOfActor(body),
      deliveries,
    });
  });
}

/** A question that is not understood is told where it stands: once the box is closed, what was pasted in it is gone. */
function checked(filled: Filled, bot: Bot): Filled | { readonly errors: Record<string, string> } {
  const fault = bot.misfit(filled);
  return fault === null ? filled : { errors: { [QUESTION]: fault } };
}
