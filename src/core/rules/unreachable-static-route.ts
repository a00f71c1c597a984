import { contains } from '../net/address.ts';
import { type Entry, entriesOf, nicNamed, shown, subnetsAreKnown, subnetsOf } from '../services/adapters.ts';
import { ofStack } from '../services/by-table.ts';
import { type Having, rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string;
  readonly vmknic: string | null;
  readonly reason: 'gateway-off-subnet' | 'adapter-disabled' | 'gateway-silent';
};

type State = Having<'routes', 'vmknics' | 'neighbors'>;

/** A static route that cannot carry anything: its gateway cannot be reached. */
export const unreachableStaticRoute = rule({
  id: 'unreachable-static-route',
  title: 'The gateway of a route cannot be reached',
  severity: 'error',
  certainty: 'inferred',
  sources: ['S001', 'KB344105', 'VSAN90'],
  needs: [{ section: 'routes', command: 'esxcli network ip route ipv4 list' }],
  also: ['vmknics', 'neighbors'],
  follows: ['gateway-off-subnet', 'uplink-down'],

  check(state) {
    return entriesOf(state).flatMap((entry) => {
      if (entry.gateway === null) return [];
      const { route } = entry;
      const found = faultOf(state, entry, entry.gateway);
      if (found === null) return [];
      const { netstack, network, vmknic = null } = route;
      const facts: Facts = { netstack, network, gateway: route.gateway!, vmknic, reason: found.reason };
      const evidence = [...shown(route, 'gateway', 'network'), ...found.evidence];
      return [{ facts, evidence, ...(found.reason === 'gateway-silent' ? ({ severity: 'risk' } as const) : {}) }];
    });
  },

  explain: ({ network, gateway, vmknic, netstack, reason }) => {
    const what = network === '0.0.0.0/0' ? 'The default route' : `The route to ${network}`;
    const problem = `${what} goes through ${gateway}`;
    const todo = `Correct the gateway of the route, or remove the route if ${network === '0.0.0.0/0' ? 'nothing' : network} is needed no more.`;
    switch (reason) {
      case 'gateway-off-subnet':
        return {
          problem: `${problem}, which is in no subnet of an adapter${ofStack(netstack)}.`,
          why: 'A gateway is reached over the link, so without an adapter in its subnet the route carries nothing.',
          todo,
        };
      case 'adapter-disabled':
        return {
          problem: `${problem} by ${vmknic}, which is disabled.`,
          why: 'A disabled adapter has no connected entry, and the routes through it cannot be used.',
          todo: `Enable ${vmknic}, or route ${network} through another adapter.`,
        };
      case 'gateway-silent':
        return {
          problem: `${problem}, and nobody answered ARP for that address.`,
          why: 'The neighbour list holds it as incomplete: the host asked on the link and no router gave its MAC address.',
          todo: `Check ${gateway} and the VLAN of the adapter, then ping it and list the neighbours again.`,
        };
    }
  },
});

/** Enough connected entries to see that the gateway is in none. */
const MOST_SHOWN = 16;

function faultOf(state: State, { route, prefix }: Entry, gateway: number) {
  const { netstack, vmknic } = route;
  const nic = vmknic === undefined ? undefined : nicNamed(state, vmknic);
  if (nic?.enabled === false) return { reason: 'adapter-disabled' as const, evidence: shown(nic, 'enabled') };
  // A default gateway off its subnet is a finding of its own.
  if (prefix.length > 0 && subnetsAreKnown(state, netstack)) {
    if (!subnetsOf(state, netstack).some((each) => contains(each, gateway))) {
      const connected = entriesOf(state, netstack).filter((each) => each.gateway === null);
      const evidence = connected.slice(0, MOST_SHOWN).flatMap((each) => shown(each.route, 'network'));
      return { reason: 'gateway-off-subnet' as const, evidence };
    }
  }
  const silent = state.neighbors?.find(
    (each) => each.address === route.gateway && each.netstack === netstack && each.mac === null,
  );
  return silent === undefined ? null : { reason: 'gateway-silent' as const, evidence: shown(silent, 'mac', 'address') };
}
