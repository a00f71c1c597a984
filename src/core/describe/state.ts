import { toCapture } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import type { Block, Reply, Section } from '../reply.ts';
import { SECTION_NAMES } from './capture-commands.ts';
import { assumed, notRead } from './reading-remarks.ts';
import { bullets, commands, type Quoted, section, text } from './sections.ts';
import { unreadTables } from './unread-tables.ts';
import { contextOf, count, list } from './words.ts';

/** What was read, for people: a table a section, what was assumed, what is not there, what was not understood. */
export function describeState(state: HostState, quoted: Quoted): Reply {
  return {
    headline: { text: [unreadTables(state), headline(state)].filter((part) => part !== null).join(' ') },
    context: contextOf(state, `${count(state.unread.length, 'line')} not understood`),
    sections: [
      ...tables(state),
      ...knownToBeNone(state),
      ...contradictions(state, quoted),
      ...assumed(state),
      ...notRead(state.unread, quoted),
    ],
    afterEvidence: notCaptured(state),
  };
}

function headline({ host, vmknics, routes, netstacks }: HostState): string {
  const parts = [
    vmknics && count(vmknics.length, 'vmkernel adapter'),
    routes && count(routes.length, 'route'),
    netstacks.length > 1 && count(netstacks.length, 'TCP/IP stack'),
  ].filter((part) => typeof part === 'string');
  return `${host.name ?? 'The host'}: ${parts.length === 0 ? 'neither adapters nor routes were shown' : list(parts)}.`;
}

const DASH = '-';
const shown = (value: unknown) => (value === undefined ? '?' : value === null || value === '' ? DASH : String(value));
const yes = (value: boolean | undefined) => (value === undefined ? '?' : value ? 'yes' : 'no');

/** A table without the columns of which nothing was shown. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): Block {
  const kept = header.map((_, column) => rows.some((row) => row[column] !== '?'));
  const keep = (cells: readonly string[]) => cells.filter((_, column) => kept[column]);
  return { kind: 'table', header: keep(header), rows: rows.map(keep) };
}

const address = ({ ipv4, prefixLength }: Pick<Vmknic, 'ipv4' | 'prefixLength'>) =>
  typeof ipv4 === 'string' ? `${ipv4}${prefixLength === undefined ? '' : `/${prefixLength}`}` : shown(ipv4);

function tables(state: HostState): Section[] {
  return [
    ...section(
      'TCP/IP stacks',
      table(
        ['stack', 'default gateway'],
        state.netstacks.map(({ key, gateway }) => [key, shown(gateway)]),
      ),
    ),
    ...section(
      'VMkernel adapters',
      table(
        ['adapter', 'address', 'stack', 'port group', 'MTU', 'DHCP', 'enabled', 'services', 'gateway', 'IPv6'],
        (state.vmknics ?? []).map((each) => [
          each.name,
          address(each),
          each.netstack,
          shown(each.portgroup),
          shown(each.mtu),
          yes(each.dhcp),
          yes(each.enabled),
          each.services === undefined ? '?' : each.services.join(', ') || DASH,
          shown(each.gateway),
          each.ipv6 === undefined ? '?' : each.ipv6.join(', ') || DASH,
        ]),
      ),
    ),
    ...section(
      'Routes',
      table(
        ['stack', 'network', 'gateway', 'adapter', 'source'],
        [...(state.routes ?? []), ...(state.routes6 ?? [])].map((each) => [
          each.netstack,
          each.network,
          each.gateway ?? 'on the link',
          shown(each.vmknic),
          shown(each.source),
        ]),
      ),
    ),
    ...serviceConsole(state),
    ...section(
      'Virtual switches',
      table(
        ['switch', 'kind', 'MTU', 'uplinks'],
        (state.vswitches ?? []).map((each) => [
          each.name,
          each.kind,
          shown(each.mtu),
          each.uplinks === undefined ? '?' : each.uplinks.join(', ') || DASH,
        ]),
      ),
    ),
    ...section(
      'Port groups',
      table(
        ['port group', 'switch', 'VLAN'],
        (state.portgroups ?? []).map((each) => [each.name, shown(each.vswitch), shown(each.vlan)]),
      ),
    ),
    ...section(
      'Physical adapters',
      table(
        ['uplink', 'link', 'Mbit/s', 'MTU', 'driver', 'MAC'],
        (state.uplinks ?? []).map((each) => [
          each.name,
          shown(each.link),
          shown(each.speedMbps),
          shown(each.mtu),
          shown(each.driver),
          shown(each.mac),
        ]),
      ),
    ),
    ...section(
      'ARP entries',
      table(
        ['neighbour', 'MAC', 'adapter', 'stack'],
        (state.neighbors ?? []).map((each) => [
          each.address,
          each.mac ?? 'no answer',
          shown(each.vmknic),
          each.netstack,
        ]),
      ),
    ),
    ...section(
      'iSCSI bindings',
      table(
        ['adapter', 'bound to', 'address', 'compliant', 'path'],
        (state.iscsi ?? []).map((each) => [
          each.vmknic,
          shown(each.adapter),
          address(each),
          yes(each.compliant),
          shown(each.pathStatus),
        ]),
      ),
    ),
    ...section(
      'NFS mounts',
      table(
        ['volume', 'server', 'share', 'version', 'accessible'],
        (state.nfs ?? []).map((each) => [
          each.volume,
          each.server,
          each.share,
          String(each.version),
          yes(each.accessible),
        ]),
      ),
    ),
    ...storage(state),
    ...section(
      'Ping tests',
      table(
        ['to', 'adapter', 'payload', 'do not fragment', 'sent', 'received', 'error'],
        (state.pings ?? []).map((each) => [
          each.destination,
          shown(each.vmknic),
          shown(each.payload),
          yes(each.dontFragment),
          shown(each.sent),
          shown(each.received),
          shown(each.error),
        ]),
      ),
    ),
    ...timeTables(state),
    ...section('DNS servers', text(...(state.dns?.servers.length ? [list(state.dns.servers)] : []))),
    ...section('Log lines', bullets((state.logEvents ?? []).map(({ kind, text: said }) => `${kind}: ${said}`))),
  ];
}

function storage({ iscsiAdapters = [], iscsiPorts = [], exports = [] }: HostState): Section[] {
  return [
    ...section(
      'iSCSI adapters',
      table(
        ['adapter', 'driver', 'state', 'NICs behind it', 'description'],
        iscsiAdapters.map(({ adapter, driver, state, description }) => [
          adapter,
          shown(driver),
          shown(state),
          iscsiPorts
            .filter((port) => port.adapter === adapter)
            .map(({ vmnic }) => vmnic)
            .join(', ') || '?',
          shown(description),
        ]),
      ),
    ),
    ...section(
      'Exports of file servers',
      table(
        ['server', 'share', 'clients'],
        exports.map(({ server, share, clients }) => [
          server ?? '?',
          share,
          clients?.map(({ who, access }) => (access === undefined ? who : `${who} (${access})`)).join(', ') ?? '?',
        ]),
      ),
    ),
  ];
}

function timeTables({ ntp, clock, firewall }: HostState): Section[] {
  const named = [
    ['NTP starts with the host', ntp?.enabled === undefined ? '?' : yes(ntp.enabled)],
    ['the daemon runs', ntp?.running === undefined ? '?' : yes(ntp.running)],
    ['time servers', ntp?.servers === undefined ? '?' : ntp.servers.join(', ') || DASH],
    ['the host says it is synchronised', ntp?.synchronised === undefined ? '?' : yes(ntp.synchronised)],
    ['clock of the host', shown(clock?.system)],
    ['hardware clock', shown(clock?.hardware)],
  ].filter(([, value]) => value !== '?') as [string, string][];
  return [
    ...section('Time', { kind: 'table', header: ['what', 'is'], rows: named }),
    ...section(
      'Time servers as the daemon sees them',
      table(
        ['mark', 'server', 'stratum', 'reach', 'offset ms'],
        (ntp?.peers ?? []).map((each) => [
          each.tally === ' ' ? 'none' : shown(each.tally),
          each.remote,
          String(each.stratum),
          each.reach.toString(8),
          String(each.offset),
        ]),
      ),
    ),
    ...section(
      'Firewall rulesets',
      table(
        ['ruleset', 'open', 'for'],
        (firewall?.rulesets ?? []).map(({ id, enabled, allowedAll, allowedIps }) => [
          id,
          yes(enabled),
          allowedAll === true ? 'all' : allowedIps === undefined ? '?' : allowedIps.join(', ') || 'nobody',
        ]),
      ),
    ),
  ];
}

function serviceConsole({ serviceConsole: console }: HostState): Section[] {
  if (console === undefined) return [];
  return section(
    'Service Console (a table of its own)',
    table(
      ['interface', 'address', 'port group'],
      console.interfaces.map((each) => [each.name, address(each), shown(each.portgroup)]),
    ),
    table(
      ['network', 'gateway', 'interface'],
      console.routes.map((each) => [each.network, each.gateway ?? 'on the link', each.interface]),
    ),
  );
}

function contradictions({ contradictions: found }: HostState, quoted: Quoted): Section[] {
  return section(
    'Contradictions (the later counts)',
    bullets(
      found.map(({ entry, field, earlier, later }) => ({
        text: `${entry}, ${field}: first ${plain(earlier.value)}, then ${plain(later.value)}.`,
        evidence: quoted([earlier.evidence, later.evidence]),
      })),
    ),
  );
}

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What was listed and holds nothing: no table shows it. */
function knownToBeNone(state: HostState): Section[] {
  const empty = Object.keys(SECTION_NAMES).filter((each) => {
    const value = each === 'dns' ? state.dns?.servers : state[each as keyof HostState];
    return Array.isArray(value) && value.length === 0;
  });
  return empty.length === 0
    ? []
    : section('Known to be none', text(`${list(empty.map((each) => SECTION_NAMES[each]!))}.`));
}

function notCaptured(state: HostState): Section[] {
  const { notCaptured: missing } = state;
  if (missing.length === 0) return [];
  const names = list(missing.map((each) => SECTION_NAMES[each] ?? each));
  const asked = toCapture(state, missing);
  if (asked.length === 0) return section('Not captured', text(`${names}.`));
  return section('Not captured', text(`${names}. To see them, paste the output of:`), commands(asked));
}
