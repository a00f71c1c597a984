import { routeList } from '../esxi/commands.ts';
import { atLeast } from '../esxi/version.ts';
import { readIpv4 } from '../net/address.ts';
import { type Adapter, adaptersOf, entriesOf, holds, shown } from '../services/adapters.ts';
import { gatewayOfStack } from '../services/gateways.ts';
import { type Having, rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly vmknic: string;
  readonly gateway: string;
  readonly stackGateway: string;
  readonly subnet: string;
  /** The service that is known not to use it; null where the output does not show which services the adapter has. */
  readonly service: string | null;
};

type State = Having<'vmknics', 'routes' | 'iscsi'>;

/** An adapter has a gateway of its own that its services do not use: it is not in the routing table. */
export const overrideGatewayUnused = rule({
  id: 'override-gateway-unused',
  title: "An adapter's own gateway is not in the table",
  severity: 'note',
  certainty: 'documented',
  sources: ['GW65', 'GW70', 'SDB'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  also: ['routes', 'iscsi'],

  lacks: (state) =>
    state.vmknics.some(
      ({ gateway, netstack }) => typeof gateway === 'string' && gatewayOfStack(state, netstack) === undefined,
    )
      ? [routeList(state)]
      : [],

  check(state) {
    return adaptersOf(state).flatMap((adapter) => {
      const { nic, name, netstack, subnet } = adapter;
      const stackGateway = gatewayOfStack(state, netstack);
      // Equal values prove no override: vmk0 often prints the stack's own gateway.
      if (typeof nic.gateway !== 'string' || typeof stackGateway !== 'string' || nic.gateway === stackGateway)
        return [];
      if (!inside(adapter, nic.gateway) || hasStaticRoute(state, adapter)) return [];
      const use = useOf(state, adapter);
      if (use === 'used') return [];
      const facts: Facts = { netstack, vmknic: name, gateway: nic.gateway, stackGateway, subnet, service: use };
      const evidence = [...shown(nic, 'gateway', 'services'), ...stackLines(state, netstack)];
      return [{ facts, evidence, ...gravity(use) }];
    });
  },

  explain: ({ vmknic, gateway, stackGateway, service }) => ({
    problem: `${vmknic} has the gateway ${gateway} of its own, and the routing table sends other networks to ${stackGateway}.`,
    why: `A gateway of an adapter is no entry of the routing table: only services that name ${vmknic} as their adapter use it, and ${service === null ? 'NFS, logging, time and the replies of management do not' : `${service} ${service === 'vsan' ? 'is reported not to before 7.0' : 'does not'}`}.`,
    todo: `Add a static route through ${gateway} for the networks that have to be reached by ${vmknic}. Where only a service that names the adapter needs it, nothing is missing.`,
  }),
});

function inside(adapter: Adapter, gateway: string): boolean {
  const address = readIpv4(gateway);
  return address !== null && holds(adapter, address);
}

/** Somebody has routed through this adapter already. */
function hasStaticRoute(state: State, adapter: Adapter): boolean {
  return entriesOf(state, adapter.netstack).some(
    ({ gateway, prefix }) => gateway !== null && prefix.length > 0 && holds(adapter, gateway),
  );
}

/** vMotion and bound iSCSI name their adapter; so does vSAN from 7.0 on. On Fault Tolerance the guides disagree, so nothing is said. */
function useOf(state: State, { nic, name }: Adapter): 'used' | 'vsan' | 'management' | null {
  if (state.iscsi?.some(({ vmknic }) => vmknic === name)) return 'used';
  const services = nic.services ?? [];
  if (services.some((each) => ['vmotion', 'ft', 'provisioning'].includes(each))) return 'used';
  if (services.some((each) => each.startsWith('vsan'))) return atLeast(state, '7.0') === false ? 'vsan' : 'used';
  return services.includes('management') ? 'management' : null;
}

function gravity(use: 'vsan' | 'management' | null) {
  if (use === 'vsan') return { severity: 'risk', certainty: 'reported' } as const;
  return use === 'management' ? ({ severity: 'risk' } as const) : {};
}

function stackLines(state: State, netstack: string) {
  const entry = entriesOf(state, netstack).find(({ prefix }) => prefix.length === 0);
  if (entry !== undefined) return shown(entry.route, 'gateway');
  const stack = state.netstacks.find(({ key }) => key === netstack);
  return stack === undefined ? [] : shown(stack, 'gateway');
}
