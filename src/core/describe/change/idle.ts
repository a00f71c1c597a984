import { overlap, readPrefix } from '../../net/address.ts';
import type { AnyPlan } from '../../plans/any-plan.ts';
import { DEFAULT_ROUTE } from '../../plans/host-command.ts';
import type { Plan } from '../../plans/plan.ts';

/** Of a plan by which no path changes now: why not, and what it is good for all the same; null where one does. */
export function idleText(plan: AnyPlan): string | null {
  if (plan.kind === 'ntp' || plan.change === null || plan.diff.changes.length > 0) return null;
  const { change } = plan;
  switch (change.kind) {
    case 'gateway':
      return 'every address keeps its way.';
    case 'remove':
      return `${change.network} keeps its way without the route. From then on it follows the entries that remain.`;
    case 'add':
      return isByDefault(plan, change)
        ? `${change.network} is sent to ${change.gateway} already, by the default route. The route keeps it there when the default gateway changes.`
        : `${change.network} keeps its way. The route counts once the entries that send it now are gone.`;
  }
}

/** Nothing but the default route reaches into the prefix, and it has the same router. */
function isByDefault(
  { listing, netstack }: Plan,
  { network, gateway }: { readonly network: string; readonly gateway: string },
): boolean {
  const prefix = readPrefix(network);
  const own = listing.routes.filter((route) => route.netstack === netstack);
  const isOther = own.some((route) => {
    const other = route.network === DEFAULT_ROUTE ? null : readPrefix(route.network);
    return other !== null && prefix !== null && overlap(other, prefix);
  });
  return !isOther && own.some((route) => route.network === DEFAULT_ROUTE && route.gateway === gateway);
}
