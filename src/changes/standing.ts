/** Whether a change that enough people confirmed is still meant by the policies of now, as far as the configuration alone tells. */
import type { Vote } from '../core/approvals/approval.ts';
import type { Plan } from '../core/plans/plan.ts';
import type { Person } from '../core/policy/admission.ts';
import { type Changeable, type Demands, mayApprove } from '../core/policy/approve.ts';
import type { Change } from './change.ts';

/** Why it may not be run any more, or null where it may. Whoever may be in a user group that a policy names counts still. */
export function objectionTo(
  { approval: { host, kind, confirmed, asker, quorum } }: Change,
  demandsOf: (host: string, kind: Plan['kind']) => Changeable,
): string | null {
  const found = demandsOf(host, kind as Plan['kind']);
  if (found.kind === 'never') return 'No policy allows this change on this host any more.';
  const counted = new Set(confirmed.filter(({ by }) => by !== asker && isMeant(by, found.demands)).map(({ by }) => by));
  const wanted = Math.max(quorum, found.demands.quorum);
  if (counted.size >= wanted) return null;
  return `By the policy of now ${wanted} must confirm this change, and ${counted.size} of those who did may.`;
}

function isMeant(id: Vote['by'], demands: Demands): boolean {
  const person: Person = { id, standing: 'member', usergroups: 'unknown' };
  return mayApprove(person, demands) !== 'no';
}
