/** The one write behind which hosts of a whole may be changed: from then on nobody takes the whole back. */
import type { Approval, ApprovalState } from '../core/approvals/approval.ts';
import { type Event, step } from '../core/approvals/step.ts';
import type { What } from './journal.ts';
import type { Ledger } from './ledger.ts';

/** Begins a whole that enough people have confirmed, or lets it expire where it is too late for that; gives what it then is. */
export async function begun(ledger: Ledger, id: string): Promise<ApprovalState | null> {
  return await ledger.move(id, (kept) => {
    const { event, what } = nextOf(kept.approval, ledger.now());
    const stepped = kept.approval.state === 'pending' ? step(kept.approval, event) : null;
    if (stepped?.kind !== 'moved') return { noted: [], result: kept.approval.state };
    const { approval } = stepped;
    return {
      change: { ...kept, approval },
      noted: [{ by: null, what, phase: null, detail: null }],
      result: approval.state,
    };
  });
}

function nextOf({ id, digest, expires }: Approval, at: number): { readonly event: Event; readonly what: What } {
  if (at >= expires) return { event: { kind: 'expire', at }, what: 'expired' };
  // Several processes work on it at once, each under the leases of its hosts, so that none of them holds the whole.
  return { event: { kind: 'claim', holder: id, fence: 0, at, digest }, what: 'claimed' };
}
