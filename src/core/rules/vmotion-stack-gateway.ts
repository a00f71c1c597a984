import { routeList } from '../esxi/commands.ts';
import { contains, readIpv4 } from '../net/address.ts';
import { adaptersOf, entriesOf, shown } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { gatewayOfStack } from '../services/gateways.ts';
import { type Having, rule } from './rule.ts';

const STACK = 'vmotion';

type Facts = {
  readonly netstack: string;
  readonly vmknics: readonly string[];
  readonly gateway: null;
  /** Peers that were tried in this stack and that no entry of it reaches. */
  readonly destinations: readonly string[];
};

type State = Having<'vmknics', 'routes' | 'pings'>;

/** vMotion peers are on other networks, and the vmotion stack has no gateway of its own. */
export const vmotionStackGateway = rule({
  id: 'vmotion-stack-gateway',
  title: 'The vmotion stack has no way to its peers',
  severity: 'error',
  certainty: 'documented',
  sources: ['NET80', 'MAN65', 'STK80'],
  needs: [{ section: 'vmknics', command: 'esxcfg-vmknic -l' }],
  also: ['routes', 'pings'],

  lacks: (state) =>
    nicsOf(state).length > 0 && gatewayOfStack(state, STACK) === undefined ? [routeList(state, STACK)] : [],

  check(state) {
    const nics = nicsOf(state);
    if (nics.length === 0 || gatewayOfStack(state, STACK) !== null) return [];
    const names = nics.map(({ name }) => name);
    const tried = (state.pings ?? []).filter(
      (ping) => (ping.netstack === STACK || names.includes(ping.vmknic ?? '')) && !reached(state, ping.destination),
    );
    if (tried.length === 0) return [];
    const facts: Facts = {
      netstack: STACK,
      vmknics: names,
      gateway: null,
      destinations: unique(tried.map(({ destination }) => destination)),
    };
    const evidence = [
      ...tried.flatMap((ping) => shown(ping, 'destination', 'error')),
      ...nics.flatMap((nic) => shown(nic, 'netstack')),
      ...entriesOf(state, STACK).flatMap(({ route }) => shown(route, 'network')),
    ];
    return [{ facts, evidence }];
  },

  explain: ({ vmknics, destinations }) => ({
    problem: `The vmotion stack (${list(vmknics)}) has no default gateway and no entry for ${list(destinations)}.`,
    why: 'The vmotion stack has a table and a gateway of its own; the gateway of the default stack does not count in it.',
    todo: 'Set the gateway of the vmotion stack, or bring the vMotion adapters of the hosts into one subnet.',
  }),
});

function nicsOf({ vmknics }: State) {
  return vmknics.filter(({ netstack, enabled }) => netstack === STACK && enabled !== false);
}

/** Names and IPv6 addresses count as reached: nothing is known against it. */
function reached(state: State, destination: string): boolean {
  const address = readIpv4(destination);
  if (address === null) return true;
  return (
    entriesOf(state, STACK).some(({ prefix }) => contains(prefix, address)) ||
    adaptersOf(state, STACK).some(({ prefix }) => contains(prefix, address))
  );
}
