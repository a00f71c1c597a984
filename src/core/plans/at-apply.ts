/** What is judged once more right before a change, of the host as it is then. */
import type { HostState } from '../esxi/host-state.ts';
import { blast } from './blast.ts';
import { peersOf } from './peers.ts';
import type { Plan } from './plan.ts';
import { againstFates } from './refusals.ts';

/**
 * Why a plan is not to be run over the session that would run it, which may come from another address than the one that planned; null
 * where that is not cut. A plan that knew no session said so on its card (C1), and people confirmed it all the same.
 */
export function cutsThisSession(plan: Pick<Plan, 'netstack' | 'diff' | 'protected'>, state: HostState): string | null {
  const { session } = state;
  if (session === undefined || !plan.protected.some(({ role }) => role === 'this-bot')) return null;
  const own = peersOf(state, { session }).filter(({ role }) => role === 'this-bot');
  return againstFates(blast(state, plan.netstack, plan.diff, own), true)[0]?.message ?? null;
}
