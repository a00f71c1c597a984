/** What a plan rests on, by its kind: what is read of its host, and whether that moved. */
import type { HostState } from '../core/esxi/host-state.ts';
import { type Need, TIME_NEEDS } from '../core/esxi/needs.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { digestOf } from '../core/plans/canonical.ts';
import { drift, listingOf } from '../core/plans/listing.ts';
import { timeDrift, timeListing } from '../core/plans/ntp/listing.ts';
import { sha256 } from '../digest.ts';

/** What is read for a plan of a table, and beside that what one of time rests on. */
export function needsOf({ kind }: Pick<AnyPlan, 'kind'>, needs: readonly Need[]): readonly Need[] {
  return kind === 'ntp' ? [...new Set([...needs, ...TIME_NEEDS])] : needs;
}

/** What moved since it was planned, one sentence each; null where nothing did. */
export function movedSince(plan: AnyPlan, state: HostState): readonly string[] | null {
  const now = plan.kind === 'ntp' ? timeListing(state) : listingOf(state);
  if (digestOf(now, sha256) === plan.basis) return null;
  return plan.kind === 'ntp' ? timeDrift(plan.listing, timeListing(state)) : drift(plan.listing, listingOf(state));
}
