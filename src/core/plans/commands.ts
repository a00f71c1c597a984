/** From a change of a table to the commands that make it, on this table. */
import type { HostState, Route } from '../esxi/host-state.ts';
import type { Change } from '../routing/change.ts';
import { DEFAULT_ROUTE, type HostCommand } from './host-command.ts';
import { isLearned, type PlanRefusal } from './refusals.ts';

export interface Commanded {
  readonly commands: readonly HostCommand[];
  /** A route to the same prefix through another router gives way to the new one. */
  readonly replaces: boolean;
  readonly refusals: readonly PlanRefusal[];
}

export function commandsFor({ routes = [] }: HostState, change: Change): Commanded {
  const { netstack } = change;
  if (change.kind === 'gateway') {
    return { commands: [{ kind: 'gateway.set', netstack, gateway: change.gateway }], replaces: false, refusals: [] };
  }
  const { network } = change;
  const there = routes.filter(
    (each) => each.netstack === netstack && each.network === network && each.gateway !== null,
  );
  // The table refuses it by its length, and no command has words for it.
  if (change.kind === 'add' && network === DEFAULT_ROUTE) return { commands: [], replaces: false, refusals: [] };
  if (change.kind === 'add') {
    const add: HostCommand = { kind: 'route.add', netstack, network, gateway: change.gateway };
    const [old] = there;
    const isOther = there.length === 1 && old!.gateway !== change.gateway;
    if (!isOther || isLearned(old!)) return { commands: [add], replaces: false, refusals: [] };
    return { commands: [removal(old!), add], replaces: true, refusals: [] };
  }
  if (network === DEFAULT_ROUTE) {
    const message = 'I will not take a default gateway away: set another one with `fix gateway`.';
    return { commands: [], replaces: false, refusals: [{ code: 'default-route', message }] };
  }
  const [route] = there.filter((each) => change.gateway === null || each.gateway === change.gateway);
  if (route === undefined) return { commands: [], replaces: false, refusals: [] };
  return { commands: [removal(route)], replaces: false, refusals: isLearned(route) ? [learned(route)] : [] };
}

function removal({ netstack, network, gateway }: Route): HostCommand {
  return { kind: 'route.remove', netstack, network, gateway: gateway! };
}

function learned({ network, source }: Route): PlanRefusal {
  const from = source === undefined ? 'may have been learned by an ICMP redirect' : `comes from ${source}`;
  const message = `I will not remove ${network}: it ${from}, so it is nobody's setting; it goes when its source does.`;
  return { code: 'learned-route', message };
}
