import { declineTo } from '../conversation/decline-to.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { decide, noteDecision, tellDecision } from './decision.ts';
import type { OpenBox } from './open-box.ts';
import { codeErrors, type VoteGiven } from './vote-view.ts';

/**
 * The modal for a reason or a code was sent: judged anew, as if nothing had been judged before it was opened. A code that did not count
 * is told in the box where Slack still waits for its acknowledgement, anything else to the person alone.
 */
export async function voted(vote: VoteGiven, incoming: Incoming, box: OpenBox, ports: Ports): Promise<void> {
  try {
    if (!(await ports.deliveries.isNewForSure(...incoming.deliveries))) {
      box.say(vote.code ? codeErrors('sent-already') : null);
      return;
    }
    const answer = await decide(vote.act, vote, vote.given, incoming, ports);
    const errors = answer.kind === 'refused' ? codeErrors(answer.refusal.code) : null;
    if (errors !== null && box.say(errors)) noteDecision(vote.act, vote.id, answer, incoming, ports);
    else await tellDecision(vote.act, vote.id, answer, incoming, ports);
  } catch (fault) {
    ports.metrics.outcomes.inc({ outcome: await declineTo(incoming, fault, ports) });
  } finally {
    box.say(null);
  }
}
