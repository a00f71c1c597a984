/** Made-up hosts for tests: `host(vmk('vmk0', '10.0.0.5/24'), route('default', '10.0.0.1', 'vmk0'))`. */
import type {
  HostIdentity,
  HostState,
  IscsiBinding,
  Netstack,
  Portgroup,
  Proof,
  Route,
  Uplink,
  Vmknic,
  Vswitch,
} from '../../src/core/esxi/host-state.ts';
import type { LinkHint } from '../../src/core/esxi/link-state.ts';
import type { Evidence } from '../../src/core/evidence.ts';

const DEFAULT = 'defaultTcpipStack';
const VMKNICS = 'esxcfg-vmknic -l';

/** Sections of a host; lists of several parts are joined. A test may also hand in sections as they are. */
export type Part = Partial<HostState>;

/** One host of all parts. Stacks that its parts name are there, with the gateway of their default entry. Lines count from 1. */
export function host(...parts: readonly Part[]): HostState {
  const joined: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [section, value] of Object.entries(part)) {
      const before = joined[section];
      joined[section] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
    }
  }
  const state = {
    host: { evidence: {} },
    contradictions: [],
    assumptions: [],
    unread: [],
    notCaptured: [],
    ...joined,
  } as unknown as HostState;
  return numbered({ ...state, netstacks: stacksOf(state) });
}

/** An adapter; `null` is known to have no IPv4 address, `undefined` one whose address was not shown. */
export function vmk(name: string, address?: string | null, more: Partial<Vmknic> = {}): Part {
  const [ipv4, length] = address?.split('/') ?? [];
  const shown =
    address === undefined
      ? {}
      : { ipv4: ipv4 ?? null, ...(length === undefined ? {} : { prefixLength: Number(length) }) };
  const nic = { name, netstack: DEFAULT, enabled: true, ...shown, ...more };
  return { vmknics: [{ ...nic, evidence: proof(nic, VMKNICS) }] };
}

/** A line of a captured listing; `default` or a prefix, IPv6 ones go to their own section. Gateway null: connected. */
export function route(
  network: string,
  gateway: string | null,
  vmknic?: string,
  { netstack = DEFAULT, source }: { netstack?: string; source?: string } = {},
): Part {
  const six = network.includes(':') || (gateway?.includes(':') ?? false);
  const entry = {
    netstack,
    network: network === 'default' ? (six ? '::/0' : '0.0.0.0/0') : network,
    gateway,
    ...(vmknic === undefined ? {} : { vmknic }),
    ...(source === undefined ? {} : { source }),
  };
  const listing = `esxcli network ip route ipv${six ? 6 : 4} list${netstack === DEFAULT ? '' : ` -N ${netstack}`}`;
  const line: Route = { ...entry, evidence: proof(entry, source === undefined ? 'esxcfg-route -l' : listing) };
  return six ? { routes6: [line] } : { routes: [line] };
}

/** A netstack as `esxcli network ip netstack get` shows it; without a gateway none was shown. */
export function stack(key: string, gateway?: string | null): Part {
  const entry = { key, ...(gateway === undefined ? {} : { gateway }) };
  return { netstacks: [{ ...entry, evidence: proof(entry, `esxcli network ip netstack get -N ${key}`) }] };
}

/** The host's version, e.g. `7.0.3`. */
export function esxi(version: string, more: Partial<HostIdentity> = {}): Part {
  const entry = { product: 'ESXi', version, ...more };
  return { host: { ...entry, evidence: proof(entry, 'vmware -v') } };
}

/** Adapters bound to one software iSCSI adapter. */
export function iscsi(...vmknics: readonly string[]): Part {
  const bindings: IscsiBinding[] = vmknics.map((vmknic) => {
    const entry = { adapter: 'vmhba64', vmknic };
    return { ...entry, evidence: proof(entry, 'esxcli iscsi networkportal list') };
  });
  return { iscsi: bindings };
}

export function portgroup(name: string, vlan: number, more: Partial<Portgroup> = {}): Part {
  const entry = { name, vlan, vswitch: 'vSwitch0', ...more };
  return { portgroups: [{ ...entry, evidence: proof(entry, 'esxcli network vswitch standard portgroup list') }] };
}

export function vswitch(name: string, more: Partial<Vswitch> = {}): Part {
  const entry = { name, kind: 'standard' as const, ...more };
  return { vswitches: [{ ...entry, evidence: proof(entry, 'esxcli network vswitch standard list') }] };
}

export function uplink(name: string, more: Partial<Uplink> = {}): Part {
  const entry = { name, link: 'up' as const, ...more };
  return { uplinks: [{ ...entry, evidence: proof(entry, 'esxcfg-nics -l') }] };
}

/** What a physical switch announces to an uplink. */
export function hint(name: string, more: Omit<Partial<LinkHint>, 'name'>): Part {
  const entry = { name, ...more };
  return { linkHints: [{ ...entry, evidence: proof(entry, 'vim-cmd hostsvc/net/query_networkhint') }] };
}

/** The uplink that a client's port leaves by, as esxtop shows it. */
export function portUplink(client: string, uplinkName: string): Part {
  const entry = { client, vswitch: 'vSwitch1', uplink: uplinkName };
  return { portUplinks: [{ ...entry, evidence: proof(entry, 'esxtop') }] };
}

/** A line of vobd.log. */
export function logged(text: string, at: string | null = '2026-03-02T04:05:06.123Z'): Part {
  const evidence = { command: 'cat /var/log/vobd.log', line: 0, text: `${at} ${text}` };
  return { logs: [{ log: 'vobd', at, program: 'vobd', text, evidence }] };
}

/** Every value of an entry shown on one line of the command's output. */
export function proof(entry: object, command: string): Proof {
  const text = Object.values(entry)
    .filter((value) => typeof value !== 'object' || value === null)
    .map((value) => value ?? '0.0.0.0')
    .join('  ');
  return Object.fromEntries(Object.keys(entry).map((key) => [key, { command, line: 0, text }]));
}

function stacksOf(state: HostState): readonly Netstack[] {
  // The later of two of one stack counts, so that a test can add a gateway to a host it has.
  const given = [...new Map((state.netstacks ?? []).map((each) => [each.key, each])).values()];
  const named = [...(state.vmknics ?? []), ...(state.routes ?? []), ...(state.routes6 ?? [])].map(
    (each) => each.netstack,
  );
  const missing = [...new Set(named)].filter((key) => !given.some((each) => each.key === key));
  return [...given, ...missing.map((key) => stackOf(key, state.routes ?? []))];
}

function stackOf(key: string, routes: readonly Route[]): Netstack {
  const entry = routes.find((each) => each.netstack === key && each.network === '0.0.0.0/0');
  if (entry === undefined) return { key, evidence: {} };
  return { key, gateway: entry.gateway, evidence: { gateway: entry.evidence.gateway! } };
}

/** Gives each entry a line of its own, in the order of the sections. */
function numbered(state: HostState): HostState {
  let line = 0;
  const onOwnLine = <E extends { readonly evidence?: Proof | Evidence }>(entry: E): E => {
    if (typeof entry.evidence?.line === 'number') {
      line += 1;
      return { ...entry, evidence: { ...entry.evidence, line } };
    }
    const shown = Object.entries((entry.evidence ?? {}) as Proof);
    if (shown.every(([, each]) => each.line > 0)) return entry;
    line += 1;
    return { ...entry, evidence: Object.fromEntries(shown.map(([key, each]) => [key, { ...each, line }])) };
  };
  const sections = Object.entries(state).map(([name, value]) => {
    if (name === 'host') return [name, onOwnLine(value)];
    return [
      name,
      Array.isArray(value) ? value.map((each) => (typeof each === 'object' ? onOwnLine(each) : each)) : value,
    ];
  });
  return Object.fromEntries(sections) as HostState;
}
