import { networkOf } from './addresses.ts';
import { DEFAULT_STACK } from './netstacks.ts';
import type { Config, Ruleset, SimulatedState, Teaming, Uplink, Vmknic, Vswitch } from './state.ts';
import { atLeast, isClassic } from './versions.ts';

/** The versions that are played, oldest first, with the build and update each prints. */
export const VERSIONS: Readonly<Record<string, { product: 'ESX' | 'ESXi'; build: string; update: number }>> = {
  '3.5.0': { product: 'ESX', build: '110268', update: 2 },
  '4.1.0': { product: 'ESX', build: '348481', update: 1 },
  '5.0.0': { product: 'ESXi', build: '623860', update: 1 },
  '5.1.0': { product: 'ESXi', build: '1065491', update: 1 },
  '5.5.0': { product: 'ESXi', build: '3029944', update: 3 },
  '6.0.0': { product: 'ESXi', build: '3620759', update: 2 },
  '6.7.0': { product: 'ESXi', build: '14320388', update: 3 },
  '7.0.3': { product: 'ESXi', build: '21930508', update: 3 },
  '8.0.2': { product: 'ESXi', build: '22380479', update: 2 },
  '9.0.0': { product: 'ESXi', build: '24813472', update: 0 },
};

/** An adapter as a scenario tells of it. */
export interface VmknicWish {
  /** `10.0.0.7/24`, or null for none. */
  readonly ipv4: string | null;
  readonly portgroup: string;
  readonly vlan?: number;
  readonly vswitch?: string;
  readonly mtu?: number;
  readonly netstack?: string;
  readonly tags?: readonly string[];
  readonly dhcp?: boolean;
  readonly gateway?: string;
  readonly mac?: string;
  readonly enabled?: boolean;
  readonly vsan?: 'vsan' | 'witness';
}

export interface HostWish {
  readonly name?: string;
  readonly product?: 'ESX' | 'ESXi';
  readonly vmknics?: readonly VmknicWish[];
  /** Default gateway of each stack. */
  readonly gateways?: Readonly<Record<string, string>>;
  /** `10.9.0.0/16 via 10.0.0.1`, in the default stack. */
  readonly routes?: readonly string[];
  /** The Service Console: address, port group and gateway. */
  readonly console?: { readonly ipv4: string; readonly gateway: string; readonly portgroup?: string };
  /** Uplinks of each switch, two where it is not said. */
  readonly uplinks?: Readonly<Record<string, readonly string[]>>;
  readonly config?: Partial<Config>;
}

const PLAIN: readonly VmknicWish[] = [
  { ipv4: '10.70.16.21/24', portgroup: 'Management Network', tags: ['Management'] },
  { ipv4: '10.70.20.21/24', portgroup: 'vMotion', vlan: 20, vswitch: 'vSwitch1', mtu: 9000, tags: ['VMotion'] },
];

/** The state of a host of this version: two adapters in two subnets and one default gateway, where nothing else is wished. */
export function hostState(version: string, wish: HostWish = {}): SimulatedState {
  const known = VERSIONS[version];
  if (known === undefined) throw new Error(`No build is known for version ${version}.`);
  const identity = { version, product: wish.product ?? known.product, name: wish.name ?? nameOf(version) };
  const classic = isClassic(identity);
  const wishes = wish.vmknics ?? (classic ? PLAIN.slice(1) : PLAIN);
  const vmknics = wishes.map((each, i) => toVmknic(each, i, identity.name, identity));
  const gateways = wish.gateways ?? (wish.vmknics || classic ? {} : { [DEFAULT_STACK]: '10.70.16.1' });
  const vswitches = switchesOf(wishes, wish);
  return {
    ...identity,
    build: known.build,
    update: known.update,
    domain: 'lab.example',
    config: {
      netstacks: [...new Set([DEFAULT_STACK, ...vmknics.map(({ netstack }) => netstack)])],
      vmknics,
      routes: [
        ...Object.entries(gateways).map(([netstack, gateway]) => routeOf('0.0.0.0/0', gateway, netstack)),
        ...(wish.routes ?? []).map((text) => routeOf(...(text.split(' via ') as [string, string]), DEFAULT_STACK)),
      ],
      routes6: [],
      vswitches,
      dvs: [],
      iscsi: [],
      nfs: [],
      dns: { servers: ['10.70.16.2'], search: ['lab.example'] },
      ntp: { servers: [], directives: NTP_DIRECTIVES, enabled: false, running: false, loglevel: 'warning' },
      firewall: { enabled: true, rulesets: structuredClone(RULESETS) },
      console: classic ? consoleOf(wish) : { interfaces: [], routes: [] },
      advanced: {
        '/UserVars/ESXiShellTimeOut': 0,
        '/UserVars/ESXiShellInteractiveTimeOut': 0,
        ...(atLeast(identity, '5.0') ? { '/Mem/ShareForceSalting': 2 } : {}),
      },
      lockdown: 'disabled',
      exceptionUsers: [],
      image: imageOf(version, known),
      ...structuredClone(wish.config),
    },
    redirects: [],
    neighbors: [],
    connections: [],
    logs: { [atLeast(identity, '5.0') ? '/var/log/vmkernel.log' : '/var/log/messages']: [] },
    uplinks: uplinksOf(vswitches, identity.name),
    clockOffsetMs: 0,
    uptimeSeconds: 3_110_400,
  };
}

const NTP_DIRECTIVES = [
  'restrict default nomodify notrap nopeer noquery',
  'restrict 127.0.0.1',
  'driftfile /etc/ntp.drift',
];

const RULESETS: Ruleset[] = [
  ['sshServer', true, 22],
  ['sshClient', false, 22],
  ['nfsClient', true, 0],
  ['dhcp', true, 68],
  ['dns', true, 53],
  ['ntpClient', false, 123],
  ['vMotion', true, 8000],
  ['syslog', false, 514],
  ['vSphereClient', true, 902],
].map(([id, enabled, port]) => ({ id, enabled, port, allowedAll: true, allowedIps: [] }) as unknown as Ruleset);

/** A name without a build in it up to 6.7, with one from 7.0 on. */
function imageOf(version: string, { build, update }: { build: string; update: number }): Config['image'] {
  const [major, minor] = version.split('.') as [string, string];
  const name = Number(major) >= 7 ? `${major}.${minor}U${update}-${build}` : `${version}-20160204001`;
  const base = {
    name: 'esx-base',
    version: `${version}-0.0.${build}`,
    vendor: 'VMware',
    acceptance: 'VMwareCertified',
  };
  return {
    profile: `ESXi-${name}-standard`,
    vendor: 'VMware, Inc.',
    created: '2024-01-12T04:36:58',
    vibs: [{ ...base, installed: '2024-02-01' }],
  };
}

function nameOf(version: string): string {
  return `esx-${version.split('.').slice(0, 2).join('')}`;
}

function routeOf(prefix: string, gateway: string, netstack: string) {
  const [network, length] = prefix.split('/');
  return { netstack, network: network!, length: Number(length), gateway, source: 'MANUAL' };
}

function toVmknic(wish: VmknicWish, i: number, host: string, identity: { version: string }): Vmknic {
  const [ipv4 = null, length = '0'] = wish.ipv4?.split('/') ?? [];
  return {
    name: `vmk${i}`,
    netstack: wish.netstack ?? DEFAULT_STACK,
    portgroup: wish.portgroup,
    ipv4,
    prefixLength: Number(length),
    dhcp: wish.dhcp ?? false,
    gateway: atLeast(identity, '6.5') ? (wish.gateway ?? null) : null,
    ipv6: [],
    mac: wish.mac ?? macOf(host, 0x60 + i),
    mtu: wish.mtu ?? 1500,
    enabled: wish.enabled ?? true,
    tags: [...(wish.tags ?? [])],
    vsan: wish.vsan ?? null,
  };
}

/** A VMware address that two hosts of one lab do not share. */
function macOf(host: string, kind: number): string {
  let sum = 7;
  for (const char of host) sum = (sum * 31 + char.charCodeAt(0)) % 65_521;
  const [high, low] = [sum >> 8, sum & 255].map((byte) => byte.toString(16).padStart(2, '0'));
  return `00:50:56:${kind.toString(16).padStart(2, '0')}:${high}:${low}`;
}

export function teaming(active: readonly string[]): Teaming {
  return {
    loadBalancing: 'srcport',
    failureDetection: 'link',
    notifySwitches: true,
    failback: true,
    active: [...active],
    standby: [],
    unused: [],
  };
}

function switchesOf(wishes: readonly VmknicWish[], wish: HostWish): Vswitch[] {
  const names = [...new Set(['vSwitch0', ...wishes.map(({ vswitch = 'vSwitch0' }) => vswitch)])];
  return names.map((name, i) => {
    const uplinks = [...(wish.uplinks?.[name] ?? [`vmnic${i * 2}`, `vmnic${i * 2 + 1}`])];
    const own = wishes.filter(({ vswitch = 'vSwitch0' }) => vswitch === name);
    const console = i === 0 && wish.console ? [{ name: wish.console.portgroup ?? 'Service Console', vlan: 0 }] : [];
    return {
      name,
      mtu: Math.max(1500, ...own.map(({ mtu = 1500 }) => mtu)),
      uplinks,
      teaming: teaming(uplinks),
      security: { promiscuous: false, macChanges: true, forgedTransmits: true },
      portgroups: [...console, ...own.map(({ portgroup, vlan = 0 }) => ({ name: portgroup, vlan }))],
    };
  });
}

function uplinksOf(vswitches: readonly Vswitch[], host: string): Uplink[] {
  return vswitches.flatMap(({ uplinks, mtu }) =>
    uplinks.map((name) => {
      const number = Number(name.slice('vmnic'.length));
      return {
        name,
        pci: `0000:${(16 + number).toString(16)}:00.0`,
        driver: 'ixgben',
        up: true,
        speedMbps: 10_000,
        mac: macOf(host, 0x80 + number).replace(/^00:50:56/, '3c:fd:fe'),
        mtu,
        description: 'Intel Corporation 82599 10 Gigabit Dual Port Network Connection',
      };
    }),
  );
}

function consoleOf({ console }: HostWish): Config['console'] {
  const {
    ipv4,
    gateway,
    portgroup = 'Service Console',
  } = console ?? {
    ipv4: '10.70.16.21/24',
    gateway: '10.70.16.1',
  };
  const [address, length] = ipv4.split('/') as [string, string];
  const network = networkOf(address, Number(length));
  return {
    interfaces: [{ name: 'vswif0', portgroup, ipv4: address, prefixLength: Number(length) }],
    routes: [
      { network, length: Number(length), gateway: null, interface: 'vswif0' },
      { network: '0.0.0.0', length: 0, gateway, interface: 'vswif0' },
    ],
  };
}
