import { routeList } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { isClassic } from '../esxi/version.ts';
import type { Evidence } from '../evidence.ts';
import { contains, readIpv4 } from '../net/address.ts';
import { adaptersOf, type Entry, entriesOf, shown } from '../services/adapters.ts';
import { ofStack } from '../services/by-table.ts';
import { list, unique } from '../services/choice.ts';
import { type Having, rule, type Severity } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly gateway: null;
  /** The adapters of the stack. */
  readonly vmknics: readonly string[];
  /** Peers that this output names and that no entry reaches. */
  readonly destinations: readonly string[];
};

type State = Having<never, 'routes' | 'vmknics' | 'dns' | 'nfs' | 'pings'>;

/** A stack's table was listed and holds no default entry. */
export const noDefaultGateway = rule({
  id: 'no-default-gateway',
  title: 'A stack has no default gateway',
  severity: 'risk',
  certainty: 'documented',
  sources: ['S001', 'GW65', 'NET80'],
  needs: [],
  also: ['routes', 'vmknics', 'dns', 'nfs', 'pings'],
  follows: ['vmotion-stack-gateway'],

  lacks: (state) =>
    state.routes === undefined && state.netstacks.every(({ gateway }) => gateway === undefined)
      ? [routeList(state)]
      : [],

  check(state) {
    return state.netstacks.flatMap(({ key }) => {
      const evidence = without(state, key);
      if (evidence === null) return [];
      const destinations = unreached(state, key);
      const vmknics = adaptersOf(state, key).map(({ name }) => name);
      const facts: Facts = { netstack: key, gateway: null, vmknics, destinations };
      return [{ facts, evidence, severity: severityOf(state, key, destinations) }];
    });
  },

  explain: ({ netstack, destinations }) => ({
    problem: `The routing table${ofStack(netstack)} has no default gateway${destinations.length > 0 ? `, and no entry for ${list(destinations)}` : ''}.`,
    why: `What is sent in ${netstack} to a network that the table does not list is not sent at all.`,
    todo:
      netstack === DEFAULT_STACK
        ? 'Set the default gateway, or add a route for each network that the host has to reach. On a host that only talks on its own subnets nothing is missing.'
        : `Where its peers are on other subnets, give ${netstack} a gateway of its own. Where all peers are on the link nothing is missing.`,
  }),
});

/** The lines of a listing without a default entry, or null where there is one or the listing cannot be trusted to be whole. */
function without(state: State, netstack: string): readonly Evidence[] | null {
  const entries = entriesOf(state, netstack);
  const stack = state.netstacks.find(({ key }) => key === netstack);
  if (typeof stack?.gateway === 'string') return null;
  if (entries.length === 0) return stack?.gateway === null ? shown(stack, 'gateway') : null;
  if (entries.some(({ prefix, gateway }) => prefix.length === 0 && gateway !== null)) return null;
  // A per-adapter gateway needs a default first, so where one is printed the listing is older or cut.
  const printed = state.vmknics?.some((nic) => nic.netstack === netstack && typeof nic.gateway === 'string');
  if (printed || isFiltered(entries) || damaged(state)) return null;
  return entries.flatMap(({ route }) => shown(route, 'network'));
}

/** `esxcfg-route -l | grep vmk1` does not show what grep left out. */
function isFiltered(entries: readonly Entry[]): boolean {
  return entries.some(({ route }) => shown(route, 'network')[0]?.command?.includes('|') ?? false);
}

/** A line that could not be read may have been the default entry. */
function damaged({ unread }: State): boolean {
  return unread.some(({ text }) => /default|[0O]\.[0O]\.[0O]\.[0O]/i.test(text));
}

/** Peers of this stack that the output names and no entry matches. */
function unreached(state: State, netstack: string): readonly string[] {
  const pinged = (state.pings ?? []).filter(
    (ping) => (ping.netstack ?? DEFAULT_STACK) === netstack && ping.error !== 'unknown-interface',
  );
  const named =
    netstack === DEFAULT_STACK ? [...(state.dns?.servers ?? []), ...(state.nfs ?? []).map(({ server }) => server)] : [];
  const entries = entriesOf(state, netstack);
  return unique([...named, ...pinged.map(({ destination }) => destination)]).filter((peer) => {
    const address = readIpv4(peer);
    return address !== null && !entries.some(({ prefix }) => contains(prefix, address));
  });
}

/** Overlay stacks and the stacks of one service usually stay on the link, and classic ESX is managed by its console. */
function severityOf(state: State, netstack: string, destinations: readonly string[]): Severity {
  if (destinations.length > 0) return 'risk';
  return netstack === DEFAULT_STACK && !isClassic(state as HostState) ? 'risk' : 'note';
}
