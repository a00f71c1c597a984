/** Whether a change that enough people confirmed is still meant by the policies of now, as far as the configuration alone tells. */
import type { Approval, Vote } from '../core/approvals/approval.ts';
import type { Person } from '../core/policy/admission.ts';
import { type Changeable, type Demands, mayApprove } from '../core/policy/approve.ts';
import type { Change } from './change.ts';

/** Why it may not be run any more, or null where it may. Whoever may be in a user group that a policy names counts still. */
export function objectionTo(
  { approval: { host, kind, confirmed, asker, quorum, needsCode } }: Change,
  demandsOf: (host: string, kind: Approval['kind']) => Changeable,
): string | null {
  const found = demandsOf(host, kind);
  if (found.kind === 'never') return 'No policy allows this change on this host any more.';
  const { demands } = found;
  // Of a vote is not kept whether somebody typed a code that nobody asked for.
  if (demands.totp && !needsCode)
    return 'By the policy of now each confirmation needs a one-time code, and none was asked for.';
  const counts = ({ by, reason }: Vote) =>
    by !== asker && isMeant(by, demands) && (!demands.reason || (reason ?? '').trim() !== '');
  const counted = new Set(confirmed.filter(counts).map(({ by }) => by));
  const wanted = Math.max(quorum, demands.quorum);
  if (counted.size >= wanted) return null;
  const how = demands.reason ? ' with a reason' : '';
  return `By the policy of now ${wanted} must confirm this change${how}, and ${counted.size} of those who did count.`;
}

function isMeant(id: Vote['by'], demands: Demands): boolean {
  const person: Person = { id, standing: 'member', usergroups: 'unknown' };
  return mayApprove(person, demands) !== 'no';
}
