import type { HostState } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { entriesOf, shown } from './adapters.ts';

/** A gateway that the output shows, and where: as a default entry or a stack's own, or in an adapter's Gateway column. */
export interface Gateway {
  readonly netstack: string;
  readonly gateway: string;
  /** The adapter that prints it in its own column; null for the stack's gateway. */
  readonly printedBy: string | null;
  readonly evidence: readonly Evidence[];
}

type Sections = Pick<HostState, 'netstacks' | 'vmknics' | 'routes'>;

/** Every default gateway that was captured, each once; 0.0.0.0 is ESXi's way to say none. */
export function gatewaysOf(state: Sections): readonly Gateway[] {
  const found = new Map<string, Gateway>();
  const add = (gateway: Gateway) => {
    const key = `${gateway.netstack} ${gateway.gateway}`;
    if (gateway.gateway !== '0.0.0.0' && !found.has(key)) found.set(key, gateway);
  };
  for (const { route, prefix } of entriesOf(state)) {
    if (prefix.length > 0 || route.gateway === null) continue;
    const { netstack, gateway } = route;
    add({ netstack, gateway, printedBy: null, evidence: shown(route, 'gateway', 'network') });
  }
  for (const stack of state.netstacks) {
    if (typeof stack.gateway !== 'string') continue;
    add({ netstack: stack.key, gateway: stack.gateway, printedBy: null, evidence: shown(stack, 'gateway') });
  }
  for (const nic of state.vmknics ?? []) {
    if (typeof nic.gateway !== 'string' || nic.enabled === false) continue;
    const evidence = shown(nic, 'gateway');
    add({ netstack: nic.netstack, gateway: nic.gateway, printedBy: nic.name, evidence });
  }
  return [...found.values()];
}

/** Whether the output would show a gateway if there were one. */
export function gatewaysCaptured({ routes, netstacks, vmknics }: Sections): boolean {
  return (
    routes !== undefined ||
    netstacks.some(({ gateway }) => gateway !== undefined) ||
    (vmknics?.some(({ gateway }) => gateway !== undefined) ?? false)
  );
}

/** The gateway of a stack, null where it is known to have none, undefined where that was not captured. */
export function gatewayOfStack(state: Sections, netstack: string): string | null | undefined {
  const entries = entriesOf(state, netstack);
  const byDefault = entries.find(({ prefix, gateway }) => prefix.length === 0 && gateway !== null);
  if (byDefault !== undefined) return byDefault.route.gateway;
  const printed = state.netstacks.find(({ key }) => key === netstack)?.gateway;
  if (printed !== undefined) return printed;
  return entries.length > 0 ? null : undefined;
}
