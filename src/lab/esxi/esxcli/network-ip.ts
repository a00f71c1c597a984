import { INVENTED } from '../invented.ts';
import { pathOf } from '../network.ts';
import type { SimulatedState } from '../state.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, INTERFACE, NETSTACK, Refused } from './command.ts';
import type { Cell, Listing } from './listing.ts';
import { adapterOf, stackOf } from './network-interfaces.ts';

const SERVER = { name: 'server', short: 's', required: true } as const;

/** Stacks, neighbours, sockets, DNS and the diagnostic ping. */
export const NETWORK_IP: readonly Command[] = [
  { path: 'network ip netstack list', since: '5.5', run: stacks },
  { path: 'network ip netstack get', since: '5.5', options: [NETSTACK], run: stack },
  {
    path: 'network ip neighbor list',
    since: '5.0',
    options: [INTERFACE, NETSTACK, { name: 'version', short: 'v' }],
    run: neighbors,
  },
  { path: 'network ip connection list', since: '5.0', options: [{ name: 'type', short: 't' }, NETSTACK], run: sockets },
  { path: 'network ip dns server list', since: '5.0', options: [NETSTACK], run: servers },
  { path: 'network ip dns search list', since: '5.0', options: [NETSTACK], run: search },
  { path: 'network ip dns server add', since: '5.0', options: [SERVER, NETSTACK], writes: true, run: addServer },
  { path: 'network ip dns server remove', since: '5.0', options: [SERVER, NETSTACK], writes: true, run: removeServer },
  {
    path: 'network diag ping',
    since: '5.1',
    options: [
      { name: 'host', short: 'H', required: true },
      { name: 'interface', short: 'I' },
      { name: 'count', short: 'c' },
      { name: 'size', short: 's' },
      { name: 'df', short: 'd', flag: true },
      { name: 'nexthop', short: 'N' },
      { name: 'wait', short: 'W' },
      { name: 'interval', short: 'i' },
      { name: 'ttl', short: 't' },
      { name: 'ipv4', short: '4', flag: true },
      { name: 'netstack' },
    ],
    run: ping,
  },
];

function stacks({ machine }: Given): Listing {
  const rows = machine.state.config.netstacks.map((key): Cell[] => [key, key, 4660]);
  return { form: 'records', type: 'Netstack', titles: ['Key', 'Name', 'State'], rows };
}

function stack(given: Given): Listing {
  const key = stackOf(given);
  return {
    form: 'record',
    type: 'Netstack',
    titles: [
      ...['Key', 'Name', 'Enabled', 'Max Connections', 'Current Max Connections'],
      ...['Congestion Control Algorithm', 'IPv6 Enabled', 'Current IPv6 Enabled', 'State'],
    ],
    rows: [[key, key, true, 11_000, 11_000, 'newreno', true, true, 4660]],
  };
}

/** A capture of 5.0 has no Type column, though commands.md tells of one from 5.0 on; the State cell is empty in real rows. */
function neighbors(given: Given): Listing {
  const { state } = given.machine;
  const only = given.option('interface-name') === undefined ? null : adapterOf(given).name;
  const wanted = only === null ? stackOf(given) : null;
  const titles = ['Neighbor', 'Mac Address', 'Vmknic', 'Expiry', 'State', ...(atLeast(state, '5.1') ? ['Type'] : [])];
  const rows = state.neighbors
    .filter(({ vmknic, netstack }) => (only === null ? netstack === wanted : vmknic === only))
    .map(({ address, mac, vmknic, expirySeconds }): Cell[] => [
      address,
      mac ?? '(incomplete)',
      vmknic,
      `${expirySeconds} sec`,
      '',
      ...(atLeast(state, '5.1') ? ['Unknown'] : []),
    ]);
  return { form: 'table', type: 'Neighbor', titles, rows };
}

/** 5.0 has no CC Algo column. The bot's own session is among them. */
function sockets({ machine }: Given): Listing {
  const { state, world } = machine;
  const modern = atLeast(state, '5.1');
  const own = {
    protocol: 'tcp',
    local: `${world.dials}:22`,
    foreign: `${world.client.address}:${world.client.port}`,
    state: 'ESTABLISHED',
    process: atLeast(state, '6.0') ? 'sshd' : 'busybox',
  };
  const titles = [
    ...['Proto', 'Recv Q', 'Send Q', 'Local Address', 'Foreign Address', 'State', 'World ID'],
    ...(modern ? ['CC Algo'] : []),
    'World Name',
  ];
  const rows = [own, ...state.connections].map((each, i): Cell[] => [
    ...[each.protocol, 0, 0, each.local, each.foreign, each.state, 34_100 + i],
    ...(modern ? ['newreno'] : []),
    each.process,
  ]);
  return { form: 'table', type: 'IpConnection', titles, rows };
}

function servers({ machine }: Given): Listing {
  return { form: 'record', type: 'DNSServers', titles: ['DNSServers'], rows: [[machine.state.config.dns.servers]] };
}

function search({ machine }: Given): Listing {
  return {
    form: 'record',
    type: 'DNSSearch',
    titles: ['DNSSearch Domains'],
    rows: [[machine.state.config.dns.search]],
  };
}

function addServer({ machine, option }: Given): null {
  machine.state.config.dns.servers.push(option('server')!);
  return null;
}

function removeServer({ machine, option }: Given): null {
  const { dns } = machine.state.config;
  if (!dns.servers.includes(option('server')!))
    throw new Refused(INVENTED.unknownName('DNS server', option('server')!));
  dns.servers = dns.servers.filter((each) => each !== option('server'));
  return null;
}

/** Its `-N` is the next hop; the summary misspells Received (commands.md 3). */
function ping(given: Given): string {
  const { machine, option } = given;
  const host = option('host')!;
  const destination = machine.world.names[host] ?? host;
  const count = Number(option('count') ?? 3);
  const payload = Number(option('size') ?? 56);
  const path = pathOf(machine.state, machine.world, {
    netstack: stackOf(given),
    destination,
    out: option('interface'),
    nextHop: option('nexthop'),
  });
  const size = payload + 28;
  const fits = path !== null && size <= path.mtu && (option('df') === undefined || size <= path.vmknic.mtu);
  const answered = path?.delivered && path.answersPing && fits ? count : 0;
  remember(machine.state, path);
  return [...traces(destination, answered, payload), ...summary(destination, count, answered)].join('\n');
}

/** What ARP found out. */
export function remember(state: SimulatedState, path: ReturnType<typeof pathOf>): void {
  if (path === null) return;
  const { vmknic, nextHop: address, mac } = path;
  const { name, netstack } = vmknic;
  state.neighbors = state.neighbors.filter((each) => each.address !== address || each.vmknic !== name);
  state.neighbors.push({ address, mac, vmknic: name, netstack, expirySeconds: mac === null ? 4 : 1200 });
}

function traces(host: string, answered: number, payload: number): string[] {
  const each = [...Array(answered).keys()].flatMap((i) => [
    ...(i > 0 ? ['      '] : []),
    `         Received Bytes: ${payload + 8}`,
    `         Host: ${host}`,
    `         ICMP Seq: ${i}`,
    '         TTL: 64',
    `         Round-trip Time: ${410 + i * 7} us`,
    '         Dup: false',
    '         Detail: ',
  ]);
  return ['   Trace: ', ...each];
}

function summary(host: string, sent: number, received: number): string[] {
  const times =
    received === 0 ? [0, 0, 0] : [410, 410 + Math.round(((received - 1) * 7) / 2), 410 + (received - 1) * 7];
  return [
    '   Summary: ',
    `         Host Addr: ${host}`,
    `         Transmitted: ${sent}`,
    `         Recieved: ${received}`,
    '         Duplicated: 0',
    `         Packet Lost: ${sent === 0 ? 0 : Math.round((100 * (sent - received)) / sent)}`,
    `         Round-trip Min: ${times[0]} us`,
    `         Round-trip Avg: ${times[1]} us`,
    `         Round-trip Max: ${times[2]} us`,
  ];
}
