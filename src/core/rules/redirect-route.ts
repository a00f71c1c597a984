import { contains } from '../net/address.ts';
import { type Entry, entriesOf, shown } from '../services/adapters.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string;
  readonly vmknic: string | null;
  /** The Source column as printed; null where the listing has none. */
  readonly source: string | null;
  /** A static route with another gateway that this entry wins over. */
  readonly winsOver: string | null;
};

/** Sources of entries that somebody, or a DHCP server, set on purpose. */
const SET = new Set(['MANUAL', 'STATIC', 'DHCP']);

/** An entry for one address that a router taught the host by an ICMP redirect. */
export const redirectRoute = rule({
  id: 'redirect-route',
  title: 'A route for one address was learned',
  severity: 'risk',
  certainty: 'inferred',
  sources: ['KB344105'],
  needs: [{ section: 'routes', command: 'esxcli network ip route ipv4 list' }],

  check: (state) =>
    entriesOf(state).flatMap((entry) => {
      const { route, prefix } = entry;
      const { netstack, network, gateway, vmknic = null } = route;
      if (prefix.length !== 32 || gateway === null || SET.has(route.source?.toUpperCase() ?? '')) return [];
      const beaten = entriesOf(state, netstack).find((other) => losesTo(other, entry));
      const facts: Facts = {
        netstack,
        network,
        gateway,
        vmknic,
        source: route.source ?? null,
        winsOver: beaten?.route.network ?? null,
      };
      const evidence = [...shown(route, 'source', 'network'), ...(beaten ? shown(beaten.route, 'network') : [])];
      return [{ facts, evidence, ...(route.source === undefined ? ({ severity: 'note' } as const) : {}) }];
    }),

  explain({ network, gateway, source, winsOver }) {
    const address = network.split('/')[0];
    const over = winsOver === null ? '' : ` It wins over the route to ${winsOver}, however that was set.`;
    return source === null
      ? {
          problem: `The entry for ${address} alone, through ${gateway}, may be set or learned: this listing does not tell.${over}`,
          why: 'A router can teach a host a route for one address by an ICMP redirect, and esxcfg-route shows it like a static one.',
          todo: 'List the table with esxcli network ip route ipv4 list (5.1 and newer): its Source column tells which it is.',
        }
      : {
          problem: `The entry for ${address} alone, through ${gateway}, was not set by hand: its source is ${source}.${over}`,
          why: 'A router teaches such an entry by an ICMP redirect; it lasts about an hour after its last use, and being the longest match it decides.',
          todo: `Find out why a router sends redirects for ${address}. The entry goes when the adapter is disabled and enabled again in one command, which cuts the adapter off for that time.`,
        };
  },
});

/** Another static entry that holds the address and has another gateway. */
function losesTo(other: Entry, { route, prefix }: Entry): boolean {
  return (
    other.prefix.length > 0 &&
    other.prefix.length < 32 &&
    other.gateway !== null &&
    other.route.gateway !== route.gateway &&
    contains(other.prefix, prefix.network)
  );
}
