/** What a simulated host is: its commands print this and change it. Nothing of it is shared with the program under test. */
export interface SimulatedState {
  /** `ESX` for classic ESX with a Service Console. */
  product: 'ESXi' | 'ESX';
  /** Three numbers, `7.0.3`. */
  version: string;
  build: string;
  update: number;
  name: string;
  domain: string;
  /** What a save writes to the boot device, and a reboot brings back. */
  config: Config;
  /** Host routes that an ICMP redirect made; never saved (KB 344105). */
  redirects: StaticRoute[];
  neighbors: Neighbor[];
  connections: Connection[];
  /** Lines of log files by path. */
  logs: Record<string, string[]>;
  uplinks: Uplink[];
  /** The machine; a virtual one where it is missing. */
  platform?: { vendor: string; product: string };
  /** iSCSI adapters that cards bring, each with its NIC. */
  cards?: { adapter: string; driver: string; vmnic: string }[];
  /** How far the host's clock is ahead, in milliseconds. */
  /** The uplink that an adapter's port was given, by the adapter's name; the first active one where it is missing. */
  pinned?: Record<string, string>;
  clockOffsetMs: number;
  /** What the kernel still means to correct, in microseconds (ntp.md N15); none where it is missing. */
  adjtimeUs?: number;
  /** What `esxtop` shows; plenty where it is missing. */
  memory?: Memory;
  /** The profiles of the offline bundles on datastores, by path. */
  depots?: Record<string, string[]>;
  /** How long the host had been up when it was started here, in seconds. */
  uptimeSeconds: number;
}

/** The part of the state that survives a reboot, where it was saved. */
export interface Config {
  netstacks: string[];
  vmknics: Vmknic[];
  /** Default gateway included, as 0.0.0.0/0. */
  routes: StaticRoute[];
  /** IPv6 entries as they are printed. */
  routes6: Route6[];
  vswitches: Vswitch[];
  dvs: DistributedSwitch[];
  iscsi: IscsiBinding[];
  nfs: NfsMount[];
  dns: { servers: string[]; search: string[] };
  ntp: Ntp;
  firewall: { enabled: boolean; rulesets: Ruleset[] };
  console: { interfaces: ConsoleInterface[]; routes: ConsoleRoute[] };
  /** Advanced options by path, `/UserVars/ESXiShellTimeOut`. */
  advanced: Record<string, number>;
  lockdown: 'disabled' | 'normal' | 'strict';
  exceptionUsers: string[];
  image: Image;
}

export interface Image {
  profile: string;
  vendor: string;
  created: string;
  vibs: { name: string; version: string; vendor: string; acceptance: string; installed: string }[];
}

/** Sizes in MB. */
export interface Memory {
  totalMb: number;
  freeMb: number;
  minFreeMb: number;
  state: 'high' | 'clear' | 'soft' | 'hard' | 'low';
  machines: { name: string; sizeMb: number; balloonedMb: number; targetMb: number; swappedMb: number }[];
}

export interface Vmknic {
  name: string;
  netstack: string;
  /** Port group, or the number of a port of a distributed switch. */
  portgroup: string;
  ipv4: string | null;
  prefixLength: number;
  dhcp: boolean;
  /** A gateway of the adapter's own (6.5 and newer). */
  gateway: string | null;
  ipv6: { address: string; length: number }[];
  mac: string;
  mtu: number;
  enabled: boolean;
  /** As ESXi spells them: `Management`, `VMotion`. */
  tags: string[];
  vsan: 'vsan' | 'witness' | null;
}

export interface StaticRoute {
  netstack: string;
  network: string;
  length: number;
  gateway: string;
  source: string;
}

export interface Route6 {
  netstack: string;
  network: string;
  length: number;
  gateway: string | null;
  vmknic: string;
  source: string;
}

export interface Neighbor {
  address: string;
  /** null: nobody answered. */
  mac: string | null;
  vmknic: string;
  netstack: string;
  expirySeconds: number;
}

export interface Connection {
  protocol: string;
  local: string;
  foreign: string;
  state: string;
  process: string;
}

export interface Teaming {
  loadBalancing: string;
  failureDetection: string;
  notifySwitches: boolean;
  failback: boolean;
  active: string[];
  standby: string[];
  unused: string[];
}

export interface Security {
  promiscuous: boolean;
  macChanges: boolean;
  forgedTransmits: boolean;
}

export interface Vswitch {
  name: string;
  mtu: number;
  uplinks: string[];
  teaming: Teaming;
  security: Security;
  portgroups: Portgroup[];
}

export interface Portgroup {
  name: string;
  vlan: number;
  /** Where it differs from its switch. */
  teaming?: Teaming;
  security?: Security;
}

export interface DistributedSwitch {
  name: string;
  id: string;
  mtu: number;
  uplinks: string[];
  ports: { id: string; client: string | null; portgroup: string; vlan: number }[];
}

export interface Uplink {
  name: string;
  pci: string;
  driver: string;
  up: boolean;
  speedMbps: number;
  mac: string;
  mtu: number;
  description: string;
  /** What the physical switch announces to it by CDP; missing: it announces nothing. */
  switchPort?: { device: string; port: string };
  /** Its link is up, and the switch port passes nothing. */
  blocked?: true;
  /** Packets; some where it is missing. */
  received?: number;
  sent?: number;
  /** Data center bridging; on where it is missing. */
  dcb?: boolean;
}

export interface IscsiBinding {
  adapter: string;
  vmknic: string;
  compliant: boolean;
  pathStatus: string;
}

export interface NfsMount {
  volume: string;
  server: string;
  share: string;
  accessible: boolean;
  mounted: boolean;
  version: 3 | 4.1;
}

export interface Ntp {
  servers: string[];
  /** Lines of /etc/ntp.conf besides `server`. */
  directives: string[];
  /** Starts with the host. */
  enabled: boolean;
  running: boolean;
  loglevel: string;
  /** The file as somebody wrote it, up to 6.7; it counts as long as it says the same as the lines above. */
  file?: string;
}

export interface Ruleset {
  id: string;
  enabled: boolean;
  allowedAll: boolean;
  allowedIps: string[];
  port: number;
}

export interface ConsoleInterface {
  name: string;
  portgroup: string;
  ipv4: string;
  prefixLength: number;
}

export interface ConsoleRoute {
  network: string;
  length: number;
  gateway: string | null;
  interface: string;
}
