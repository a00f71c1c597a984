import type { App, ViewSubmitAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { VOTE_VIEW } from '../changes/ids.ts';
import { openBox } from '../changes/open-box.ts';
import { readVote } from '../changes/vote-view.ts';
import { viewDelivery } from '../delivery/keys.ts';
import { type Incoming, requestId } from '../incoming.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { teamOfActor } from './team.ts';

/** The modal for a reason or a code was sent. What is missing, and a code that does not count, is told in it; the rest to the person alone. */
export function changeVote(app: App, bot: Bot, report: AckReport): void {
  app.view<ViewSubmitAction>(VOTE_VIEW, async ({ ack, context, body }) => {
    const vote = readVote(body.view);
    const answered = (errors: Readonly<Record<string, string>> | null) =>
      acknowledge(
        () => (errors === null ? ack() : ack({ response_action: 'errors', errors: { ...errors } })),
        context,
        'modal',
        report,
      );
    if (vote === null || 'errors' in vote) return await answered(vote?.errors ?? null);
    const { id, hash, state } = body.view;
    const box = openBox();
    if (!vote.code) box.say(null);
    const incoming: Incoming = {
      id: requestId('view', id, hash),
      way: 'modal',
      user: body.user.id,
      ...teamOfActor(body),
      place: vote.at,
      words: '',
      pastes: [],
      files: [],
      deliveries: [viewDelivery({ id, hash, values: state.values })],
    };
    bot.vote(vote, incoming, box);
    await answered(await box.answer);
  });
}
