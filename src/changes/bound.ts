/** Whether what is about to be run on several hosts is what the digest binds that people confirmed. */

import type { AnyPlan } from '../core/plans/any-plan.ts';
import { digestOf } from '../core/plans/canonical.ts';
import { sha256 } from '../digest.ts';
import type { Store } from '../store/store.ts';
import { type Change, digestOfPlan, planKey } from './change.ts';

/** Binds every plan, in this order: the first one is run first. */
export function digestOfAll(digests: readonly string[]): string {
  return digestOf(digests, sha256);
}

/** Computed anew from the plans that are stored, each of which has to be that of its host's request. */
export async function isBound(store: Store, { approval, together }: Change, members: readonly Change[]) {
  const digests: string[] = [];
  if (together === null || members.length !== together.members.length) return false;
  for (const [at, member] of members.entries()) {
    const digest = await digestRun(store, member);
    const isPart = member.group === approval.id && member.approval.host === together.hosts[at];
    if (digest === null || !isPart) return false;
    digests.push(digest);
  }
  return digestOfAll(digests) === approval.digest;
}

async function digestRun(store: Store, { approval: { id, host, digest } }: Change): Promise<string | null> {
  const stored = await store.read(planKey(id));
  if (stored === null) return null;
  const plan = stored.value as unknown as AnyPlan;
  return String(plan.host) === host && digestOfPlan(plan) === digest ? digest : null;
}
