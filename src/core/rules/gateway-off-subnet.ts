import { adapterList, routeList } from '../esxi/commands.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { contains, formatPrefix, readIpv4 } from '../net/address.ts';
import { entriesOf, shown, subnetsAreKnown, subnetsOf } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { gatewaysCaptured, gatewaysOf } from '../services/gateways.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  /** null where only the boot message tells of it. */
  readonly gateway: string | null;
  readonly network: string;
  readonly subnets: readonly string[];
  readonly vmknic: string | null;
};

/** A gateway lies in no subnet of its stack, so no adapter can reach it. */
export const gatewayOffSubnet = rule({
  id: 'gateway-off-subnet',
  title: 'The gateway is in no subnet of the host',
  severity: 'error',
  certainty: 'documented',
  sources: ['S001', 'KB343820'],
  needs: [],
  needsOneOf: [
    { section: 'vmknics', command: 'esxcli network ip interface ipv4 get' },
    { section: 'routes', command: 'esxcli network ip route ipv4 list' },
    { section: 'logEvents', command: 'esxcli network ip route ipv4 list' },
  ],

  lacks(state) {
    if (!gatewaysCaptured(state)) return state.vmknics === undefined ? [] : [routeList(state)];
    const unknown = gatewaysOf(state).some(({ netstack }) => !subnetsAreKnown(state, netstack));
    return unknown ? [adapterList(state)] : [];
  },

  check(state) {
    const found = gatewaysOf(state).flatMap(({ netstack, gateway, printedBy, evidence }) => {
      const address = readIpv4(gateway);
      if (address === null || !subnetsAreKnown(state, netstack)) return [];
      const subnets = subnetsOf(state, netstack);
      if (subnets.some((each) => contains(each, address))) return [];
      const connected = entriesOf(state, netstack).filter((each) => each.gateway === null);
      const nics = state.vmknics?.filter((nic) => nic.netstack === netstack) ?? [];
      const facts: Facts = {
        netstack,
        gateway,
        network: '0.0.0.0/0',
        subnets: unique(subnets.map(formatPrefix)),
        vmknic: printedBy,
      };
      const lines = [
        ...evidence,
        ...connected.flatMap(({ route }) => shown(route, 'network')),
        ...nics.flatMap((nic) => shown(nic, 'ipv4')),
      ];
      return [{ facts, evidence: lines }];
    });
    if (found.length > 0) return found;
    return (state.logEvents ?? [])
      .filter(({ kind }) => kind === 'gateway-refused')
      .slice(0, 1)
      .map((event) => {
        const facts: Facts = {
          netstack: DEFAULT_STACK,
          gateway: null,
          network: '0.0.0.0/0',
          subnets: [],
          vmknic: null,
        };
        return { facts, evidence: shown(event, 'text', 'kind'), severity: 'risk' as const };
      });
  },

  explain: ({ netstack, gateway, subnets, vmknic }) =>
    gateway === null
      ? {
          problem: 'The host refused its VMkernel gateway at start: no adapter had an address in the network of it.',
          why: 'A gateway is reached over the link, so it has to lie in the subnet of an adapter; the host sends nothing to other networks without one.',
          todo: 'Compare the gateway (esxcfg-route -l) with the subnets of the adapters. Where no VMkernel traffic is routed, the message can be left.',
        }
      : {
          problem: `The gateway ${gateway}${vmknic === null ? '' : ` that ${vmknic} prints`} is in no subnet of an adapter ${netstack === DEFAULT_STACK ? 'that could use it' : `of ${netstack}`} (${list(subnets)}).`,
          why: 'A gateway is reached over the link, so without an adapter in its subnet nothing that needs it is sent. At its start the host says of it: "Unable to set VMkernel gateway as there are no VMkernel interfaces on the same network".',
          todo: `Set a gateway inside ${list(subnets).replace(' and ', ' or ')}, or give an adapter an address in the subnet of ${gateway}. Where no VMkernel traffic has to be routed, nothing is missing: remove it, or ignore the message.`,
        },
});
