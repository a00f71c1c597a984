import type { Evidence } from '../evidence.ts';
import type { ImageSections } from './image-state.ts';
import type { LinkSections } from './link-state.ts';
import type { LogLine } from './log-state.ts';
import type { MemorySections } from './memory-state.ts';
import type { StorageSections } from './storage-state.ts';
import type { TimeSections } from './time-state.ts';

/**
 * What was read of one host. A missing key was not captured; null is known to be none. Nothing here is guessed:
 * `assumptions` lists every value that needed a repair, `unread` every line that no parser understood.
 */
export interface HostState extends MemorySections, ImageSections, TimeSections, LinkSections, StorageSections {
  readonly host: HostIdentity;
  readonly platform?: Platform;
  readonly netstacks: readonly Netstack[];
  readonly vmknics?: readonly Vmknic[];
  readonly routes?: readonly Route[];
  /** IPv6 entries, apart because `routes` promises dotted prefixes. */
  readonly routes6?: readonly Route[];
  readonly vswitches?: readonly Vswitch[];
  readonly portgroups?: readonly Portgroup[];
  readonly uplinks?: readonly Uplink[];
  readonly neighbors?: readonly Neighbor[];
  readonly iscsi?: readonly IscsiBinding[];
  readonly nfs?: readonly NfsMount[];
  readonly serviceConsole?: ServiceConsole;
  readonly dns?: Dns;
  readonly connections?: readonly Connection[];
  readonly session?: Session;
  readonly access?: Access;
  readonly pings?: readonly Ping[];
  readonly logEvents?: readonly LogEvent[];
  /** The lines of logs in the order of the input. */
  readonly logs?: readonly LogLine[];
  readonly contradictions: readonly Contradiction[];
  readonly assumptions: readonly Assumption[];
  readonly unread: readonly Unread[];
  readonly notCaptured: readonly string[];
  /** The commands whose whole output was read, each in one spelling: pasted again they would show nothing more. */
  readonly asked?: readonly string[];
}

/** Which line showed each value of an entry, by the value's key. */
export type Proof = Readonly<Record<string, Evidence>>;

interface Shown {
  readonly evidence: Proof;
}

export interface HostIdentity extends Shown {
  readonly name?: string;
  /** `ESXi`, or `ESX` for classic ESX with a Service Console. */
  readonly product?: string;
  /** Three numbers, e.g. `7.0.3`. */
  readonly version?: string;
  readonly build?: string;
  /** When it was read and how long ago that was, where it was read live. */
  readonly readAt?: string;
  readonly ageSeconds?: number;
  /** True where the output itself can only come from classic ESX (vswif, `route -n`). */
  readonly classic?: boolean;
  /** Where its outputs come from a support bundle: all of them, or some. */
  readonly bundle?: 'alone' | 'beside-others';
}

/** What the machine says it is. */
export interface Platform extends Shown {
  readonly vendor?: string;
  /** `ProLiant BL460c Gen8` */
  readonly product?: string;
}

export interface Netstack extends Shown {
  /** `defaultTcpipStack`, `vmotion`, `vSphereProvisioning`, `vxlan`, `hyperbus`, or a custom name. */
  readonly key: string;
  readonly gateway?: string | null;
}

export interface Vmknic extends Shown {
  readonly name: string;
  readonly netstack: string;
  readonly ipv4?: string | null;
  readonly prefixLength?: number;
  /** Canonical IPv6 addresses with their prefix length, `fe80::1/64`. */
  readonly ipv6?: readonly string[];
  readonly mac?: string;
  readonly mtu?: number;
  readonly portgroup?: string | null;
  readonly vswitch?: string;
  readonly dvPort?: string;
  readonly enabled?: boolean;
  readonly dhcp?: boolean;
  /** Normalised tags: management, vmotion, provisioning, ft, vsan, vsan-witness, replication, replication-nfc. */
  readonly services?: readonly string[];
  /** True where `tag get` was read for this adapter, so that a tag not listed is known to be absent. */
  readonly tagsRead?: boolean;
  /** The Gateway column of `ipv4 get`: often the stack's own gateway, so not proof of an override. */
  readonly gateway?: string | null;
}

export interface Route extends Shown {
  readonly netstack: string;
  /** Canonical prefix, `0.0.0.0/0` (or `::/0`) for the default. */
  readonly network: string;
  /** null: connected. */
  readonly gateway: string | null;
  /** Missing in the 3.5 listing, which has no Interface column. */
  readonly vmknic?: string;
  readonly source?: string;
}

export interface Vswitch extends Shown {
  readonly name: string;
  readonly kind: 'standard' | 'distributed';
  readonly class?: string;
  readonly mtu?: number;
  /** Whether it listens to what physical switches announce by CDP: `down`, `listen`, `advertise`, `both`. */
  readonly cdp?: string;
  /** Whether a policy on it asks for beacon probing. */
  readonly beacon?: boolean;
  readonly uplinks?: readonly string[];
  readonly portgroups?: readonly string[];
  readonly teaming?: Teaming;
  readonly security?: Security;
  /** Ports of a distributed switch with the client plugged into each (`vmk0`, `vmnic1`, `vm.eth0`), null: free. */
  readonly ports?: readonly { readonly id: string; readonly client: string | null }[];
}

export interface Teaming {
  readonly loadBalancing?: string;
  /** `link` (link status only) or `beacon`. */
  readonly failureDetection?: string;
  readonly notifySwitches?: boolean;
  readonly failback?: boolean;
  readonly active?: readonly string[];
  readonly standby?: readonly string[];
  readonly unused?: readonly string[];
  readonly overridden?: boolean;
}

export interface Security {
  readonly promiscuous?: boolean;
  readonly macChanges?: boolean;
  readonly forgedTransmits?: boolean;
}

export interface Portgroup extends Shown {
  readonly name: string;
  readonly vswitch?: string;
  readonly vlan?: number;
  readonly uplinks?: readonly string[];
  readonly activeClients?: number;
  readonly teaming?: Teaming;
  readonly security?: Security;
}

export interface Uplink extends Shown {
  readonly name: string;
  readonly link?: 'up' | 'down' | null;
  readonly admin?: 'up' | 'down';
  readonly speedMbps?: number;
  readonly duplex?: 'full' | 'half';
  readonly driver?: string;
  readonly mac?: string;
  readonly mtu?: number;
  readonly description?: string;
  /** Packets since the driver was loaded. */
  readonly received?: number;
  readonly sent?: number;
  /** Whether the driver says that data center bridging is on. */
  readonly dcb?: boolean;
}

export interface Neighbor extends Shown {
  readonly address: string;
  /** null: `(incomplete)`, nobody answered ARP. */
  readonly mac: string | null;
  readonly vmknic?: string;
  readonly netstack: string;
  readonly expirySeconds?: number;
  readonly state?: string | null;
  readonly type?: string;
}

export interface IscsiBinding extends Shown {
  readonly adapter?: string;
  readonly vmknic: string;
  readonly ipv4?: string;
  readonly prefixLength?: number;
  readonly mtu?: number;
  readonly vlan?: number;
  readonly compliant?: boolean;
  readonly pathStatus?: string;
  readonly linkUp?: boolean;
  readonly uplink?: string;
  readonly vswitch?: string;
  readonly portgroup?: string;
}

export interface NfsMount extends Shown {
  readonly volume: string;
  readonly server: string;
  readonly share: string;
  readonly accessible?: boolean;
  readonly mounted?: boolean;
  readonly version: 3 | 4.1;
}

/** Classic ESX only: the Service Console's own interfaces and table, never merged with the VMkernel's. */
export interface ServiceConsole {
  readonly interfaces: readonly ConsoleInterface[];
  readonly routes: readonly ConsoleRoute[];
}

export interface ConsoleInterface extends Shown {
  readonly name: string;
  readonly ipv4?: string | null;
  readonly prefixLength?: number;
  readonly portgroup?: string;
  readonly enabled?: boolean;
  readonly dhcp?: boolean;
}

export interface ConsoleRoute extends Shown {
  readonly network: string;
  readonly gateway: string | null;
  readonly interface: string;
}

export interface Dns extends Shown {
  readonly servers: readonly string[];
}

export interface Connection extends Shown {
  readonly protocol: string;
  readonly local: string;
  readonly foreign: string;
  readonly state?: string;
  readonly process?: string;
}

/** The SSH session that read the host, as the host sees it: behind a NAT or a jump host the client is not who it thinks it is. */
export interface Session extends Shown {
  readonly client: string;
  readonly clientPort: number;
  /** The host's own address that was dialled. */
  readonly server: string;
  readonly serverPort: number;
}

/** What may keep a later login out. A missing key was not read. */
export interface Access extends Shown {
  /** The host tells no more than this: not which kind of lockdown, nor for whom. */
  readonly lockdown?: boolean;
  /** Seconds after SSH was switched on, from which new logins are refused; 0: never. */
  readonly shellTimeout?: number;
  /** Seconds after which an idle interactive session ends; 0: never. */
  readonly idleTimeout?: number;
}

export interface Ping extends Shown {
  readonly destination: string;
  readonly vmknic?: string;
  readonly netstack?: string;
  /** ICMP payload bytes; the IPv4 packet is 28 larger. */
  readonly payload?: number;
  /** Missing where the command that asked was not shown. */
  readonly dontFragment?: boolean;
  /** Missing where the statistics were cut off. */
  readonly sent?: number;
  readonly received?: number;
  /** Answers seen, where the statistics were cut off. */
  readonly replies?: number;
  /** Answers that came more than once. */
  readonly duplicates?: number;
  /** True for `ping` on classic ESX: it leaves from the Service Console, not from the VMkernel. */
  readonly console?: boolean;
  /** `message-too-long`, `network-unreachable`, `host-down`, `unknown-interface` (not in the stack that was asked), other text, or null. */
  readonly error: string | null;
}

export interface LogEvent extends Shown {
  /** ISO time as printed, or null. */
  readonly time: string | null;
  readonly log: string | null;
  /** `nfs-denied`, `gateway-refused`, … or `other`. */
  readonly kind: string;
  readonly text: string;
}

/** Two snippets that disagree about one value of one host; the later counts. */
export interface Contradiction {
  readonly section: string;
  readonly entry: string;
  readonly field: string;
  readonly earlier: { readonly value: unknown; readonly evidence: Evidence };
  readonly later: { readonly value: unknown; readonly evidence: Evidence };
}

/**
 * What a reading rests on besides the text: `characters` were read as others (`vmkO`), a `join` made one row of several
 * lines, a `boundary` between two names was chosen, an `end` may have been cut off.
 */
export interface Assumption {
  readonly kind: 'characters' | 'join' | 'boundary' | 'end';
  readonly line: number;
  /** The letter of the input, where several were given. */
  readonly capture?: string;
  readonly read: string;
  readonly as: string;
}

export interface Unread {
  readonly line: number;
  readonly capture?: string;
  readonly text: string;
  readonly why: string;
}
