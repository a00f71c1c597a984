import { atLeast } from '../esxi/version.ts';
import { adaptersOf, defaultOf, holds, shown } from '../services/adapters.ts';
import { ofStack } from '../services/by-table.ts';
import { list, unique } from '../services/choice.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly gateway: string;
  readonly network: string;
  readonly vmknic: string | null;
  /** Adapters of the same stack with a fixed address. */
  readonly vmknics: readonly string[];
};

/** The default gateway of a stack with fixed addresses came from DHCP. */
export const dhcpDefaultGateway = rule({
  id: 'dhcp-default-gateway',
  title: 'The default gateway came from DHCP',
  severity: 'note',
  certainty: 'inferred',
  sources: ['GW65', 'S003'],
  needs: [
    { section: 'routes', command: 'esxcli network ip route ipv4 list' },
    { section: 'vmknics', command: 'esxcli network ip interface ipv4 get' },
  ],

  lacks(state) {
    if (atLeast(state, '5.1') === false) return []; // no listing of that age tells where an entry came from
    const untold = state.routes.some(({ network, source }) => network === '0.0.0.0/0' && source === undefined);
    return untold ? ['esxcli network ip route ipv4 list'] : [];
  },

  check(state) {
    return unique(state.routes.map(({ netstack }) => netstack)).flatMap((netstack) => {
      const entry = defaultOf(state, netstack);
      if (entry?.route.source?.toUpperCase() !== 'DHCP') return [];
      const { route, gateway } = entry;
      const fixed = adaptersOf(state, netstack).filter(({ nic }) => nic.dhcp === false);
      if (fixed.length === 0) return [];
      const through = adaptersOf(state, netstack).find((each) => gateway !== null && holds(each, gateway));
      const facts: Facts = {
        netstack,
        gateway: route.gateway!,
        network: '0.0.0.0/0',
        vmknic: route.vmknic ?? through?.name ?? null,
        vmknics: fixed.map(({ name }) => name),
      };
      const evidence = [
        ...shown(route, 'source', 'gateway'),
        ...fixed.flatMap(({ nic }) => shown(nic, 'dhcp', 'ipv4')),
      ];
      return [{ facts, evidence }];
    });
  },

  explain: ({ netstack, gateway, vmknic, vmknics }) => ({
    problem: `The default gateway ${gateway}${ofStack(netstack)} came from DHCP${vmknic === null ? '' : ` on ${vmknic}`}, while ${list(vmknics)} ${vmknics.length === 1 ? 'has a fixed address' : 'have fixed addresses'}.`,
    why: 'A stack has one default gateway, so one that a DHCP server hands out decides for every service of the stack, and it may change with the lease.',
    todo: 'If that gateway is not the intended one, give the DHCP adapter a fixed address and set the gateway by hand.',
  }),
});
