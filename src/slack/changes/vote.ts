import { declineTo } from '../conversation/decline-to.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { decide, tellDecision } from './decision.ts';
import type { VoteGiven } from './vote-view.ts';

/** The modal for a reason or a code was sent: judged anew, as if nothing had been judged before it was opened. */
export async function voted(vote: VoteGiven, incoming: Incoming, ports: Ports): Promise<void> {
  try {
    if (!(await ports.deliveries.isNewForSure(...incoming.deliveries))) return;
    const answer = await decide(vote.act, vote, vote.given, incoming, ports);
    await tellDecision(vote.act, vote.id, answer, incoming, ports);
  } catch (fault) {
    ports.metrics.outcomes.inc({ outcome: await declineTo(incoming, fault, ports) });
  }
}
