import type { App, ViewSubmitAction } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { VOTE_VIEW } from '../changes/ids.ts';
import { readVote } from '../changes/vote-view.ts';
import { viewDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { teamOfActor } from './team.ts';

/** The modal for a reason or a code was sent. What is missing is told in it; whether it counts is told to the person alone. */
export function changeVote(app: App, bot: Bot, report: AckReport): void {
  app.view<ViewSubmitAction>(VOTE_VIEW, async ({ ack, context, body }) => {
    const vote = readVote(body.view);
    const errors = vote !== null && 'errors' in vote ? vote.errors : undefined;
    const answer = errors === undefined ? undefined : { response_action: 'errors' as const, errors };
    await acknowledge(() => (answer === undefined ? ack() : ack(answer)), context, 'modal', report);
    if (vote === null || 'errors' in vote) return;
    const { id, hash, state } = body.view;
    bot.vote(vote, {
      id: requestId('view', id, hash),
      way: 'modal',
      user: body.user.id,
      ...teamOfActor(body),
      place: vote.at,
      words: '',
      pastes: [],
      files: [],
      deliveries: [viewDelivery({ id, hash, values: state.values })],
    });
  });
}
