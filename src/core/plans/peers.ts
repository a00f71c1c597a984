/** Those who must still be reached after a change: the bot first, then whoever is connected, then what the host depends on. */
import type { HostState, Session as SeenSession, Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { readIpv4 } from '../net/address.ts';

export type Role =
  | 'this-bot'
  | 'ssh'
  | 'https'
  | 'vmware'
  | 'vmotion'
  | 'vsan'
  | 'ha'
  | 'storage'
  | 'syslog'
  | 'configured'
  | 'dns'
  | 'ntp'
  | 'isolation';

export interface Peer {
  readonly role: Role;
  readonly name: string;
  /** null: a name that nobody has looked up. */
  readonly address: string | null;
  readonly netstack: string;
  /** The host's own address that it talks to; null where it is the host that begins. */
  readonly dialled: string | null;
}

/** Stands for the stack of the Service Console, whose table no change of the VMkernel touches. */
export const CONSOLE = 'serviceConsole';
/** Stands for the stack of an address that no adapter was seen to have. */
export const NO_STACK = 'unknown';

/** A session as the host sees it, `SSH_CONNECTION` there: behind a NAT the client is not who it thinks it is. */
export type Session = Pick<SeenSession, 'client' | 'server'>;

export interface Protected {
  readonly name: string;
  readonly address: string;
}

export interface PeerSources {
  readonly session?: Session | null;
  readonly configured?: readonly Protected[];
  readonly isolation?: readonly string[];
}

/** Every peer once a role, the bot's own session first. */
export function peersOf(
  state: HostState,
  { session = null, configured = [], isolation = [] }: PeerSources,
): readonly Peer[] {
  const plain = (role: Role, address: string, name = address): Peer => ({
    ...{ role, name, netstack: DEFAULT_STACK, dialled: null },
    address: readIpv4(address) === null ? null : address,
  });
  const all: Peer[] = [
    ...(session === null ? [] : [own(state, session)]),
    ...configured.map(({ name, address }) => plain('configured', address, name)),
    ...connected(state).filter((peer) => !isOwn(peer, session)),
    ...(state.dns?.servers ?? []).map((address) => plain('dns', address)),
    ...ntpServers(state).map((address) => plain('ntp', address)),
    ...(state.nfs ?? []).map(({ server }) => plain('storage', server)),
    ...isolation.map((address) => plain('isolation', address)),
  ];
  const keyed = all.map((peer) => [`${peer.role} ${peer.name} ${peer.netstack} ${peer.dialled}`, peer] as const);
  return [...new Map(keyed).values()];
}

/** The own session is among the open connections of the host. */
function isOwn({ role, address, dialled }: Peer, session: Session | null): boolean {
  return role === 'ssh' && address === session?.client && dialled === session.server;
}

function own(state: HostState, { client, server }: Session): Peer {
  return {
    role: 'this-bot',
    name: 'this bot',
    address: client,
    netstack: stackDialled(state, server),
    dialled: server,
  };
}

/** IPv6 has tables of its own, so a change of an IPv4 one leaves its sessions be, whatever the stack. */
function stackDialled({ vmknics, serviceConsole }: HostState, server: string): string {
  const nic = vmknics?.find((each) => each.ipv4 === server || each.ipv6?.some((one) => one.split('/')[0] === server));
  if (nic !== undefined) return nic.netstack;
  return serviceConsole?.interfaces.some(({ ipv4 }) => ipv4 === server) ? CONSOLE : NO_STACK;
}

/** Ports of the host that somebody dials, and ports of others that the host dials. */
const DIALLED: Readonly<Record<string, Role>> = {
  '22': 'ssh',
  '443': 'https',
  '902': 'vmware',
  '8000': 'vmotion',
  '2233': 'vsan',
  '8182': 'ha',
};
const DIALS: Readonly<Record<string, Role>> = {
  ...{ '443': 'https', '902': 'vmware', '8000': 'vmotion', '2233': 'vsan', '8182': 'ha' },
  ...{ '2049': 'storage', '3260': 'storage', '514': 'syslog', '1514': 'syslog' },
};

/** Peers of the connections that were captured; what only listens has none. */
function connected(state: HostState): Peer[] {
  return (state.connections ?? []).flatMap(({ local, foreign, state: status }) => {
    const [here, there] = [endOf(local), endOf(foreign)];
    if (here === null || there === null || /^(LISTEN|CLOSED|TIME_WAIT)/i.test(status ?? '')) return [];
    if (readIpv4(there.address) === null || /^(0|127)\./.test(there.address)) return [];
    const inbound = DIALLED[here.port];
    const role = inbound ?? DIALS[there.port];
    if (role === undefined) return [];
    const netstack = stackOf(state.vmknics ?? [], here.address);
    const dialled = inbound === undefined ? null : here.address;
    return [{ role, name: there.address, address: there.address, netstack, dialled }];
  });
}

function endOf(text: string): { readonly address: string; readonly port: string } | null {
  const [, address, port] = /^(.+):(\d+)$/.exec(text) ?? [];
  return address === undefined ? null : { address, port: port! };
}

function stackOf(vmknics: readonly Vmknic[], address: string): string {
  return vmknics.find(({ ipv4 }) => ipv4 === address)?.netstack ?? DEFAULT_STACK;
}

/** Servers as configured, and the addresses that the daemon asks: names are cut in its table. */
function ntpServers({ ntp }: HostState): string[] {
  const asked = (ntp?.peers ?? []).map(({ remote }) => remote).filter((remote) => readIpv4(remote) !== null);
  const names = [...(ntp?.servers ?? []), ...asked];
  return [...new Set(names)].filter((name) => /^[A-Za-z0-9.-]+$/.test(name) && !name.startsWith('127.'));
}
