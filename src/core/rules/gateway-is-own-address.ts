import { routeList } from '../esxi/commands.ts';
import { contains, lastOf, readIpv4 } from '../net/address.ts';
import { adaptersOf, entriesOf, shown } from '../services/adapters.ts';
import { gatewaysCaptured, gatewaysOf } from '../services/gateways.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly gateway: string;
  readonly network: string;
  readonly vmknic: string;
  readonly subnet: string;
  readonly is: 'own-address' | 'network-address' | 'broadcast-address';
};

const NAMES = {
  'own-address': 'own address of',
  'network-address': 'network address of the subnet of',
  'broadcast-address': 'broadcast address of the subnet of',
} as const;

/** A gateway that no router can have: the host takes it without a word. */
export const gatewayIsOwnAddress = rule({
  id: 'gateway-is-own-address',
  title: 'The gateway is an address that no router can have',
  severity: 'error',
  certainty: 'inferred',
  sources: ['VDT', 'S001'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  also: ['routes'],

  lacks: (state) => (gatewaysCaptured(state) ? [] : [routeList(state)]),

  check(state) {
    const statics = entriesOf(state).flatMap(({ route, prefix }) =>
      prefix.length === 0 || route.gateway === null
        ? []
        : [{ ...route, gateway: route.gateway, evidence: shown(route, 'gateway', 'network') }],
    );
    const defaults = gatewaysOf(state).map((each) => ({ ...each, network: '0.0.0.0/0' }));
    return [...defaults, ...statics].flatMap(({ netstack, gateway, network, evidence }) => {
      const address = readIpv4(gateway);
      if (address === null) return [];
      for (const adapter of adaptersOf(state, netstack)) {
        const is = kindOf(address, adapter);
        if (is === null) continue;
        const facts: Facts = { netstack, gateway, network, vmknic: adapter.name, subnet: adapter.subnet, is };
        return [{ facts, evidence: [...evidence, ...shown(adapter.nic, 'ipv4', 'prefixLength')] }];
      }
      return [];
    });
  },

  explain: ({ gateway, network, vmknic, is }) => ({
    problem: `The gateway ${gateway} for ${network === '0.0.0.0/0' ? 'every other network' : network} is the ${NAMES[is]} ${vmknic}.`,
    why: 'The host accepts such a gateway, but no router answers there, so nothing sent through it arrives.',
    todo: 'Set the address of a router in that subnet as the gateway.',
  }),
});

/** Subnets of 31 and 32 bits have no network or broadcast address. */
function kindOf(gateway: number, { address, prefix }: ReturnType<typeof adaptersOf>[number]): Facts['is'] | null {
  if (gateway === address) return 'own-address';
  if (prefix.length > 30 || prefix.length === 0 || !contains(prefix, gateway)) return null;
  if (gateway === prefix.network) return 'network-address';
  return gateway === lastOf(prefix) ? 'broadcast-address' : null;
}
