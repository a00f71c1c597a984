/** The commands that people are told to run on a host: the one place that knows which version has which. */
import { spelt } from './asked.ts';
import type { HostState } from './host-state.ts';
import { DEFAULT_STACK, isNetstackKey } from './netstacks.ts';
import { atLeast, isClassic, olderThan } from './version.ts';

type Host = Pick<HostState, 'host' | 'serviceConsole'>;

/** Shows the stacks by their keys; recommended too where a key is no name that belongs into a command. */
export const NETSTACKS = 'esxcli network ip netstack list';

/**
 * Shows the SSH session that asks. It is the one variable that is ever asked of a host's shell; the reader of its output goes by
 * this text.
 */
export const SESSION = 'echo SSH_CONNECTION=$SSH_CONNECTION';

/** Lists the routing table of a stack, with its Source column where the version has one. */
export function routeList(state: Host, netstack = DEFAULT_STACK, version: 4 | 6 = 4): string {
  if (olderThan(state, '5.1')) return version === 4 ? 'esxcfg-route -l' : 'esxcfg-route -f V6 -l';
  return ofStack(`esxcli network ip route ipv${version} list`, netstack);
}

/** Lists the adapters with their addresses, masks and, where the version has them, gateways of their own. */
export function adapterList(state: Host, netstack = DEFAULT_STACK, version: 4 | 6 = 4): string {
  if (olderThan(state, '5.0')) return 'esxcfg-vmknic -l';
  return ofStack(`esxcli network ip interface ${version === 4 ? 'ipv4 get' : 'ipv6 address list'}`, netstack);
}

function ofStack(command: string, netstack: string): string {
  if (netstack === DEFAULT_STACK) return command;
  return isNetstackKey(netstack) ? `${command} --netstack=${netstack}` : NETSTACKS;
}

/** Lists what software iSCSI is bound to. */
export function bindingList(state: Host): string {
  return olderThan(state, '5.0') ? 'esxcli swiscsi nic list -d vmhbaNN' : 'esxcli iscsi networkportal list';
}

/** Where 5.0 and older keep the adapter of a service; from 5.1 on tags are read one adapter at a time. */
const KEPT_IN_ESX_CONF: Readonly<Record<string, string>> = {
  management: 'grep -i ManagementIface /etc/vmware/esx.conf',
  vmotion: 'grep -i Migrate/Vmknic /etc/vmware/esx.conf',
  ft: 'grep -i FT/Vmknic /etc/vmware/esx.conf',
};

/** Shows which of these adapters carry a service's tag. */
export function tagGet(state: Host, tag: string, vmknics: readonly string[]): readonly string[] {
  if (tag === 'vsan') return ['esxcli vsan network list'];
  const older = KEPT_IN_ESX_CONF[tag];
  if (older !== undefined && olderThan(state, '5.1')) return [older];
  return vmknics.map((vmknic) => `esxcli network ip interface tag get -i ${vmknic}`);
}

/** Captures a TCP service on an adapter: pktcap-uw from 5.5 on, tcpdump-uw before, both where the version is not known. */
export function captureTcp(state: Host, vmknic: string, port: number): readonly string[] {
  const newer = `pktcap-uw --vmk ${vmknic} --tcpport ${port} -c 20`;
  const older = `tcpdump-uw -n -i ${vmknic} tcp port ${port} -c 20`;
  const known = atLeast(state, '5.5');
  return known === undefined ? [newer, older] : [known ? newer : older];
}

/** Captures what an adapter exchanges with one peer. */
export function capturePeer(vmknic: string, peer: string): string {
  return `tcpdump-uw -n -i ${vmknic} host ${peer} -c 5`;
}

/** Pings a peer from an adapter: `-I` is there for IPv4 from 5.1 on, a stack's name from 5.5. Without an adapter by the table. */
export function ping(state: Host, vmknic: string | null, netstack: string, peer: string): readonly string[] {
  if (vmknic === null || olderThan(state, '5.1')) return [`vmkping ${peer}`];
  if (netstack === DEFAULT_STACK) return [`vmkping -I ${vmknic} ${peer}`];
  return isNetstackKey(netstack) ? [`vmkping ++netstack=${netstack} -I ${vmknic} ${peer}`] : [];
}

/** Shows which time servers are configured. */
export function ntpConfigured(state: Host): string {
  return olderThan(state, '7.0') ? 'cat /etc/ntp.conf' : 'esxcli system ntp get';
}

/** Shows the daemon's servers and whom it follows; ESXi before 5.0 has no `ntpq`. */
export function ntpPeers(state: Host): readonly string[] {
  if (isClassic(state) === true) return ['ntpq -p'];
  return atLeast(state, '5.0') === false ? [] : ['ntpq -pn'];
}

/** Show whether the firewall lets time servers through, and which; ESXi before 5.0 has none. */
export function ntpFirewall(state: Host): readonly string[] {
  if (isClassic(state) === true) return ['esxcfg-firewall -q ntpClient'];
  if (atLeast(state, '5.0') === false) return [];
  return ['list', 'allowedip list'].map((each) => `esxcli network firewall ruleset ${each} --ruleset-id=ntpClient`);
}

/** Shows whether the names of the time servers resolve. */
export function ntpNames(state: Host): readonly string[] {
  return olderThan(state, '7.0') ? [] : ['esxcli system ntp test'];
}

/** Shows what the kernel still means to correct. */
export const CLOCK_DATA = 'vsish -e get /system/ntpclock/clockData';

/** What hosts before 5.0, and classic ESX, have instead. */
const OLDER: Readonly<Record<string, string>> = {
  'esxcli network ip interface list': 'esxcfg-vmknic -l',
  'esxcli network ip interface ipv4 get': 'esxcfg-vmknic -l',
  'esxcli network ip neighbor list': 'esxcfg-route -n',
  'esxcli network vswitch standard list': 'esxcfg-vswitch -l',
  'esxcli network vswitch standard portgroup list': 'esxcfg-vswitch -l',
  'esxcli network vswitch dvs vmware list': 'esxcfg-vswitch -l',
  'esxcli network nic list': 'esxcfg-nics -l',
  'esxcli storage nfs list': 'esxcfg-nas -l',
  'esxcli iscsi networkportal list': 'esxcli swiscsi nic list -d vmhbaNN',
};

/** The first version that has what a command begins with, or holds; an older host is told nothing instead. */
const SINCE: readonly (readonly [words: RegExp, version: string])[] = [
  [/^vim-cmd |^esxcli swiscsi |^esxcfg-route -n$|^tcpdump-uw /, '4.0'],
  [/^esxcli (?!swiscsi )|\/var\/log\/(?:vpxa|vmksummary|hostd|dhclient)\.log|^ntpq /, '5.0'],
  [/^esxcli network (?:ip interface tag|ip route|diag) /, '5.1'],
  [/^esxcli (?:network ip netstack|vsan) |^pktcap-uw /, '5.5'],
  [/^esxcli storage nfs41 /, '6.0'],
];

/** Commands as this host has them, each once; one that it cannot have is left out. Where the version is not known all stay. */
export function asOn(state: Host, commands: readonly string[]): readonly string[] {
  if (commands.length === 0) return commands;
  return [...new Set(commands.flatMap((command) => ownOf(state, command)))];
}

/** The same without those whose whole output was read: asked again they would show nothing more. */
export function toAsk(state: Host & Pick<HostState, 'asked'>, commands: readonly string[]): readonly string[] {
  const asked = new Set(state.asked);
  return asOn(state, commands).filter((command) => !asked.has(spelt(command)));
}

function ownOf(state: Host, command: string): readonly string[] {
  if (command.startsWith('esxcfg-vswif') && isClassic(state) === false) return [];
  const own = translated(state, command);
  if (isClassic(state) === true && /^(?:tcpdump-uw|esxcli network|vim-cmd) /.test(own)) return [];
  return SINCE.some(([words, version]) => words.test(own) && atLeast(state, version) === false) ? [] : [own];
}

function translated(state: Host, command: string): string {
  if (command === 'esxcli network ip route ipv4 list') return routeList(state);
  if (olderThan(state, '5.0') && Object.hasOwn(OLDER, command)) return OLDER[command]!;
  if (command === 'esxcli system ntp get' && olderThan(state, '7.0')) return 'cat /etc/ntp.conf';
  if (/^vmkping /.test(command)) return pingOn(state, command);
  return olderThan(state, '5.0') ? command.replace('/var/log/vmkernel.log', kernelLog(state)) : command;
}

/** Before 5.1 there is no -I for IPv4, before 5.5 no stack to name, before 4.0 no -d. */
function pingOn(state: Host, command: string): string {
  const without = [
    ...(olderThan(state, '5.5') ? [/ \+\+netstack=\S+/] : []),
    ...(olderThan(state, '5.1') && !command.includes(':') ? [/ -I \S+/] : []),
    ...(atLeast(state, '4.0') === false ? [/ -d\b/] : []),
  ];
  return without.reduce((text, option) => text.replace(option, ''), command);
}

/** ESXi 4.x writes all of its logs into one file; classic ESX has one of the VMkernel (recalled). */
function kernelLog(state: Host): string {
  return isClassic(state) === true ? '/var/log/vmkernel' : '/var/log/messages';
}

/** The command that captures each section of a state, on a host of the newest version. */
const CAPTURED_BY: Readonly<Record<string, string>> = {
  vmknics: 'esxcfg-vmknic -l',
  routes: 'esxcli network ip route ipv4 list',
  vswitches: 'esxcli network vswitch standard list',
  portgroups: 'esxcli network vswitch standard portgroup list',
  uplinks: 'esxcli network nic list',
  linkHints: 'vim-cmd hostsvc/net/query_networkhint',
  neighbors: 'esxcli network ip neighbor list',
  iscsi: 'esxcli iscsi networkportal list',
  nfs: 'esxcli storage nfs list',
  dns: 'esxcli network ip dns server list',
  connections: 'esxcli network ip connection list',
  pings: 'vmkping -I vmk0 ADDRESS',
  ntp: 'esxcli system ntp get',
};

/** What to paste so that these sections are captured, as this host has it. */
export function toCapture(state: Host & Pick<HostState, 'asked'>, sections: readonly string[]): readonly string[] {
  return toAsk(
    state,
    sections.flatMap((section) => CAPTURED_BY[section] ?? []),
  );
}
