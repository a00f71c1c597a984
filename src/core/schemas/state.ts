import { z } from 'zod';
import { imageSections } from './image-state.ts';
import { memorySections } from './memory-state.ts';
import { Address, Assumption, Evidence, live, Prefix, Proof, Unread, Vmknic } from './shared.ts';
import { storageSections } from './storage-state.ts';
import { timeSections } from './time-state.ts';

const text = z.string();
const names = z.array(z.string());
const proof = { evidence: Proof };

const Teaming = z.object({
  loadBalancing: text.optional(),
  failureDetection: text.optional(),
  notifySwitches: z.boolean().optional(),
  failback: z.boolean().optional(),
  active: names.optional(),
  standby: names.optional(),
  unused: names.optional(),
  overridden: z.boolean().optional(),
});

const Security = z.object({
  promiscuous: z.boolean().optional(),
  macChanges: z.boolean().optional(),
  forgedTransmits: z.boolean().optional(),
});

const Identity = z.object({
  name: text.optional(),
  product: text.optional(),
  version: text.optional(),
  build: text.optional(),
  classic: z.boolean().optional(),
  bundle: z.enum(['alone', 'beside-others']).optional().describe('where its outputs come from a support bundle'),
  readAt: z.iso.datetime().optional(),
  ageSeconds: z.number().optional(),
  ...proof,
});

const Netstack = z.object({ key: text, gateway: Address.nullable().optional(), ...proof });

const VmknicEntry = z.object({
  name: Vmknic,
  netstack: text,
  ipv4: Address.nullable().optional(),
  prefixLength: z.int().optional(),
  ipv6: names.optional(),
  mac: text.optional(),
  mtu: z.int().optional(),
  portgroup: text.nullable().optional(),
  vswitch: text.optional(),
  dvPort: text.optional(),
  enabled: z.boolean().optional(),
  dhcp: z.boolean().optional(),
  services: names.optional(),
  tagsRead: z.boolean().optional(),
  gateway: Address.nullable().optional(),
  ...proof,
});

const Route = z.object({
  netstack: text,
  network: Prefix,
  gateway: Address.nullable(),
  vmknic: text.optional(),
  source: text.optional(),
  ...proof,
});

const Vswitch = z.object({
  name: text,
  kind: z.enum(['standard', 'distributed']),
  class: text.optional(),
  mtu: z.int().optional(),
  cdp: text.optional(),
  beacon: z.boolean().optional(),
  uplinks: names.optional(),
  portgroups: names.optional(),
  teaming: Teaming.optional(),
  security: Security.optional(),
  ports: z.array(z.object({ id: text, client: text.nullable() })).optional(),
  ...proof,
});

const Portgroup = z.object({
  name: text,
  vswitch: text.optional(),
  vlan: z.int().optional(),
  uplinks: names.optional(),
  activeClients: z.int().optional(),
  teaming: Teaming.optional(),
  security: Security.optional(),
  ...proof,
});

const Uplink = z.object({
  name: text,
  link: z.enum(['up', 'down']).nullable().optional(),
  admin: z.enum(['up', 'down']).optional(),
  speedMbps: z.int().optional(),
  duplex: z.enum(['full', 'half']).optional(),
  driver: text.optional(),
  mac: text.optional(),
  mtu: z.int().optional(),
  description: text.optional(),
  received: z.int().optional(),
  sent: z.int().optional(),
  dcb: z.boolean().optional(),
  ...proof,
});

const SwitchPort = z.object({ device: text.optional(), port: text.optional(), vlan: z.int().optional() }).nullable();

const LinkHint = z.object({ name: text, cdp: SwitchPort.optional(), lldp: SwitchPort.optional(), ...proof });

const PortUplink = z.object({ client: text, vswitch: text, uplink: text.nullable(), ...proof });

const Neighbor = z.object({
  address: Address,
  mac: text.nullable(),
  vmknic: text.optional(),
  netstack: text,
  expirySeconds: z.number().optional(),
  state: text.nullable().optional(),
  type: text.optional(),
  ...proof,
});

const IscsiBinding = z.object({
  adapter: text.optional(),
  vmknic: text,
  ipv4: Address.optional(),
  prefixLength: z.int().optional(),
  mtu: z.int().optional(),
  vlan: z.int().optional(),
  compliant: z.boolean().optional(),
  pathStatus: text.optional(),
  linkUp: z.boolean().optional(),
  uplink: text.optional(),
  vswitch: text.optional(),
  portgroup: text.optional(),
  ...proof,
});

const NfsMount = z.object({
  volume: text,
  server: text,
  share: text,
  accessible: z.boolean().optional(),
  mounted: z.boolean().optional(),
  version: z.union([z.literal(3), z.literal(4.1)]),
  ...proof,
});

const ServiceConsole = z.object({
  interfaces: z.array(
    z.object({
      name: text,
      ipv4: Address.nullable().optional(),
      prefixLength: z.int().optional(),
      portgroup: text.optional(),
      enabled: z.boolean().optional(),
      dhcp: z.boolean().optional(),
      ...proof,
    }),
  ),
  routes: z.array(z.object({ network: Prefix, gateway: Address.nullable(), interface: text, ...proof })),
});

const Connection = z.object({
  protocol: text,
  local: text,
  foreign: text,
  state: text.optional(),
  process: text.optional(),
  ...proof,
});

const Session = z
  .object({ client: Address, clientPort: z.int(), server: Address, serverPort: z.int(), ...proof })
  .describe('the SSH session that read the host, as the host sees it');

const Ping = z.object({
  destination: text,
  vmknic: text.optional(),
  netstack: text.optional(),
  payload: z.int().optional(),
  dontFragment: z.boolean().optional(),
  sent: z.int().optional(),
  received: z.int().optional(),
  replies: z.int().optional(),
  duplicates: z.int().optional(),
  console: z.boolean().optional(),
  error: text.nullable(),
  ...proof,
});

const Said = z.object({ value: z.unknown(), evidence: Evidence });

export const HostState = z.object({
  schema: z.literal('vmkbot/state/1'),
  host: Identity,
  netstacks: z.array(Netstack),
  vmknics: z.array(VmknicEntry).optional(),
  routes: z.array(Route).optional(),
  routes6: z.array(Route).optional(),
  vswitches: z.array(Vswitch).optional(),
  portgroups: z.array(Portgroup).optional(),
  uplinks: z.array(Uplink).optional(),
  linkHints: z.array(LinkHint).optional().describe('what switches announce to each uplink; null: nothing heard'),
  portUplinks: z.array(PortUplink).optional().describe('the uplink that each port leaves by, as esxtop shows it'),
  neighbors: z.array(Neighbor).optional(),
  iscsi: z.array(IscsiBinding).optional(),
  nfs: z.array(NfsMount).optional(),
  serviceConsole: ServiceConsole.optional(),
  dns: z.object({ servers: names, ...proof }).optional(),
  connections: z.array(Connection).optional(),
  session: Session.optional(),
  access: z
    .object({
      lockdown: z.boolean().optional(),
      shellTimeout: z.int().optional().describe('seconds; 0: none'),
      idleTimeout: z.int().optional().describe('seconds; 0: none'),
      ...proof,
    })
    .optional(),
  pings: z.array(Ping).optional(),
  logEvents: z.array(z.object({ time: text.nullable(), log: text.nullable(), kind: text, text, ...proof })).optional(),
  logs: z
    .array(z.object({ log: text.nullable(), at: text.nullable(), program: text.nullable(), text, evidence: Evidence }))
    .optional()
    .describe('the lines of logs in the order of the input'),
  ...storageSections,
  ...memorySections,
  ...imageSections,
  ...timeSections,
  assumptions: z.array(Assumption),
  unread: z.array(Unread),
  notCaptured: names,
  contradictions: z.array(z.object({ section: text, entry: text, field: text, earlier: Said, later: Said })),
});

/** What was read of a host. A missing key was not captured; null is known to be none. */
export const State = HostState.extend({ hosts: z.array(HostState).optional(), ...live }).describe(
  'what was read of a host: a missing key was not captured, null is known to be none',
);
