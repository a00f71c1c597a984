import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import { contains, readIpv4 } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import { type Adapter, adaptersOf, defaultOf, entriesOf, holds, shown } from '../services/adapters.ts';
import { isPrivate, isPublic } from '../services/public.ts';
import { type Found, type Having, rule, type Severity } from './rule.ts';

type Reason = 'public-gateway' | 'half-open' | 'silent-ping' | 'two-managed';

type Facts = {
  readonly netstack: string;
  /** The adapter that clients dial. */
  readonly vmknic: string;
  readonly sourceAddress: string;
  readonly subnet: string;
  /** The adapter that the replies leave by, and through which gateway. */
  readonly leavesBy: string;
  readonly gateway: string | null;
  /** A client that was seen; null where the tables alone tell. */
  readonly destination: string | null;
  readonly reason: Reason;
};

type State = Having<'vmknics' | 'routes', 'connections' | 'pings' | 'iscsi'>;

/** Port groups by whose name clients from other networks are not to be expected: a hint, so it only lowers the severity. */
const ON_LINK = /iscsi|nfs|\bnas\b|vmotion|storage|v-?san|\bft\b|backup|heartbeat/i;

/** Replies to clients that dial one adapter leave by another, in a way that is likely to lose them. */
export const returnPath = rule({
  id: 'return-path',
  title: 'Replies leave by another adapter than the one dialled',
  severity: 'risk',
  certainty: 'inferred',
  sources: ['S000', 'KB318546'],
  needs: [
    { section: 'vmknics', command: 'esxcli network ip interface ipv4 get' },
    { section: 'routes', command: 'esxcli network ip route ipv4 list' },
  ],
  also: ['connections', 'pings', 'iscsi'],
  follows: ['shared-subnet', 'overlapping-subnets'],

  check(state) {
    const adapters = adaptersOf(state, DEFAULT_STACK);
    if (adapters.length < 2) return [];
    return adapters.flatMap((dialled) => {
      if (state.iscsi?.some(({ vmknic }) => vmknic === dialled.name)) return [];
      const found = halfOpen(state, dialled) ?? silentPing(state, dialled) ?? fromTables(state, adapters, dialled);
      return found === undefined ? [] : [found];
    });
  },

  explain({ vmknic, sourceAddress, subnet, leavesBy, gateway, destination, reason }) {
    const towards = gateway === null ? '' : ` towards ${gateway}`;
    const todo = `Add a static route for the clients' network through a router in ${subnet}, after a look at who else is there: the route moves the replies of every address of the host. Or dial the address of ${leavesBy}.`;
    const why = `A reply keeps the address that was dialled and leaves as the table says for the client.`;
    switch (reason) {
      case 'public-gateway':
        return {
          problem: `Replies to clients beyond ${subnet} that dial ${vmknic} (${sourceAddress}) leave by ${leavesBy}${towards}.`,
          why: `${why} ${leavesBy} leads to a public network, where a private source address like ${sourceAddress} is likely to be dropped.`,
          todo,
        };
      case 'two-managed':
        return {
          problem: `Replies to clients beyond ${subnet} that dial ${vmknic} (${sourceAddress}) leave by ${leavesBy}${towards}.`,
          why: `${why} Both adapters carry the Management tag; a firewall or a source check between the two ways may lose the replies.`,
          todo,
        };
      case 'half-open':
        return {
          problem: `${destination} dialled ${vmknic} (${sourceAddress}) and has not completed the connection; the reply leaves by ${leavesBy}${towards}.`,
          why,
          todo,
        };
      case 'silent-ping':
        return {
          problem: `${destination} did not answer a ping from ${vmknic}, and the routing table sends to it by ${leavesBy}${towards}.`,
          why: `${why} No entry of the table leads there by ${vmknic}.`,
          todo,
        };
    }
  },
});

/** A client's handshake that stays unanswered is seen on the host as a half-open connection. */
function halfOpen(state: State, dialled: Adapter): Found<Facts> | undefined {
  for (const connection of state.connections ?? []) {
    if (!/^SYN[_-]?RC?V|^SYN[_-]?RECEIVED/i.test(connection.state ?? '')) continue;
    if (hostOf(connection.local) !== dialled.nic.ipv4) continue;
    const found = leaving(
      state,
      dialled,
      hostOf(connection.foreign),
      'half-open',
      'inferred',
      shown(connection, 'state', 'foreign'),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A ping from the adapter to another network got no answer, and no entry leads there by it. */
function silentPing(state: State, dialled: Adapter): Found<Facts> | undefined {
  for (const ping of state.pings ?? []) {
    if (ping.vmknic !== dialled.name || ping.received !== 0 || (ping.sent ?? 0) === 0) continue;
    if (typeof dialled.nic.gateway === 'string' || ping.error === 'message-too-long') continue;
    const found = leaving(
      state,
      dialled,
      ping.destination,
      'silent-ping',
      'inferred',
      shown(ping, 'received', 'destination'),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function leaving(
  state: State,
  dialled: Adapter,
  client: string,
  reason: Reason,
  certainty: Certainty,
  seen: readonly Evidence[],
): Found<Facts> | undefined {
  const address = readIpv4(client);
  if (address === null || holds(dialled, address)) return undefined;
  const decision = decide(state as HostState, { destination: client, netstack: DEFAULT_STACK });
  if (decision.vmknic === null || decision.vmknic === dialled.name) return undefined;
  const facts = {
    ...about(dialled),
    leavesBy: decision.vmknic,
    gateway: decision.nextHop,
    destination: client,
    reason,
  };
  return { facts, certainty, evidence: [...seen, ...shown(dialled.nic, 'ipv4'), ...decision.evidence] };
}

/** Tables alone prove no fault: they tell a risk where a private address would answer into a public network. */
function fromTables(state: State, adapters: readonly Adapter[], dialled: Adapter): Found<Facts> | undefined {
  const entry = defaultOf(state, DEFAULT_STACK);
  if (entry === undefined || entry.gateway === null) return undefined;
  const gateway = entry.gateway;
  const out = adapters.find(
    (each) => each.name === entry.route.vmknic || (entry.route.vmknic === undefined && holds(each, gateway)),
  );
  if (out === undefined || out === dialled || out.subnet === dialled.subnet || isRouted(state, dialled))
    return undefined;
  const gravity = gravityOf(out, gateway, dialled);
  if (gravity === undefined) return undefined;
  const facts: Facts = {
    ...about(dialled),
    leavesBy: out.name,
    gateway: entry.route.gateway,
    destination: null,
    reason: gravity.reason,
  };
  const evidence = [
    ...shown(entry.route, 'gateway', 'network'),
    ...shown(dialled.nic, 'ipv4'),
    ...shown(out.nic, 'ipv4'),
  ];
  return { facts, evidence, severity: gravity.severity };
}

function gravityOf(
  out: Adapter,
  gateway: number,
  dialled: Adapter,
): { reason: Reason; severity: Severity } | undefined {
  const services = dialled.nic.services ?? [];
  const managed = services.includes('management');
  if (isPublic(out.address) && isPublic(gateway) && isPrivate(dialled.address)) {
    if (services.length > 0 && !managed) return undefined;
    const likely = managed || !(dialled.nic.tagsRead || ON_LINK.test(dialled.nic.portgroup ?? ''));
    return { reason: 'public-gateway', severity: likely ? 'risk' : 'note' };
  }
  const both = managed && (out.nic.services?.includes('management') ?? false);
  return both ? { reason: 'two-managed', severity: 'note' } : undefined;
}

/** Somebody has routed clients through this adapter already. */
function isRouted(state: State, { name, prefix }: Adapter): boolean {
  return entriesOf(state, DEFAULT_STACK).some(
    (entry) => entry.gateway !== null && (entry.route.vmknic === name || contains(prefix, entry.gateway)),
  );
}

function about({ name, netstack, nic, subnet }: Adapter) {
  return { netstack, vmknic: name, sourceAddress: nic.ipv4!, subnet };
}

/** `192.168.20.100:443` without its port. */
function hostOf(endpoint: string): string {
  const at = endpoint.lastIndexOf(':');
  return at < 0 ? endpoint : endpoint.slice(0, at);
}
