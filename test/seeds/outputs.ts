/** What the hosts of the published stories print, made up anew: addresses, names and builds are our own. */

interface Nic {
  readonly ip: string;
  readonly mask?: string;
  readonly group?: string;
  readonly dhcp?: boolean;
  readonly tags?: string;
  readonly vlan?: number;
}

const broadcast = (ip: string) => ip.replace(/\d+$/, '255');
const subnet = (ip: string) => ip.replace(/\d+$/, '0');
const MASK = '255.255.255.0';

/** An ESXi host as `esxcli` shows it; `routes` are lines of the table behind the default one. */
export function esxi(
  name: string,
  version: string,
  nics: readonly Nic[],
  { gateway, connected, routes = [], more = '' }: Table,
): string {
  const at = `[root@${name}:~] `;
  return `${at}vmware -v
VMware ESXi ${version} build-4192238
${at}esxcli network ip interface ipv4 get
Name  IPv4 Address   IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS
----  -------------  -------------  --------------  ------------  --------
${nics.map(({ ip, mask = MASK, dhcp }, i) => `vmk${i}  ${ip.padEnd(13)}  ${mask}  ${broadcast(ip).padEnd(14)}  ${dhcp ? 'DHCP  ' : 'STATIC'}        false`).join('\n')}
${at}esxcli network ip interface list
${nics.map(({ group = 'Network' }, i) => block(i, group)).join('\n')}
${at}esxcli network ip route ipv4 list
Network        Netmask        Gateway        Interface  Source
-------------  -------------  -------------  ---------  ------
${[...(gateway === null ? [] : [`default        0.0.0.0        ${gateway.padEnd(13)}  vmk0       MANUAL`]), ...connected.map((i) => `${subnet(nics[i]!.ip).padEnd(13)}  ${MASK}  0.0.0.0        vmk${i}       MANUAL`), ...routes].join('\n')}
${nics.map(({ tags }, i) => (tags === undefined ? '' : `${at}esxcli network ip interface tag get -i vmk${i}\n   Tags: ${tags}\n`)).join('')}${nics.some(({ vlan }) => vlan !== undefined) ? `${at}esxcli network vswitch standard portgroup list\nName                Virtual Switch  Active Clients  VLAN ID\n------------------  --------------  --------------  -------\n${nics.map(({ group = '', vlan = 0 }) => `${group.padEnd(18)}  vSwitch0                     1  ${String(vlan).padStart(7)}`).join('\n')}\n` : ''}${more}`;
}

interface Table {
  readonly gateway: string | null;
  /** The adapters that the table has a connected entry for. */
  readonly connected: readonly number[];
  readonly routes?: readonly string[];
  readonly more?: string;
}

function block(i: number, group: string): string {
  return `vmk${i}
   Name: vmk${i}
   MAC Address: 00:50:56:6a:1${i}:0${i}
   Enabled: true
   Portset: vSwitch0
   Portgroup: ${group}
   Netstack Instance: defaultTcpipStack
   MTU: 1500
`;
}

export const at = (name: string, command: string, output: string) => `[root@${name}:~] ${command}\n${output}\n`;

/** A classic host: its console, the VMkernel's adapters, and both tables. */
export function esx(
  name: string,
  version: string,
  console: { readonly ip: string; readonly gateway: string },
  nics: readonly Nic[],
  gateway: string,
  more = '',
): string {
  const p = `[root@${name} root]# `;
  return `${p}vmware -v
VMware ESX ${version} build-261974
${p}esxcfg-vswif -l
Name     Port Group          IP Address       Netmask          Broadcast        Enabled  DHCP
vswif0   Service Console     ${console.ip.padEnd(16)} ${MASK}    ${broadcast(console.ip).padEnd(16)} true     false
${p}route -n
Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
${subnet(console.ip).padEnd(15)} 0.0.0.0         ${MASK}   U     0      0        0 vswif0
0.0.0.0         ${console.gateway.padEnd(15)} 0.0.0.0         UG    0      0        0 vswif0
${p}esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
${nics.map(({ ip, group = 'VMkernel' }, i) => `vmk${i}       ${group.padEnd(19)} IPv4      ${ip.padEnd(39)} ${MASK}   ${broadcast(ip).padEnd(15)} 00:50:56:7b:0${i}:0${i} 1500    65535     true    STATIC`).join('\n')}
${p}esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
${nics.map(({ ip }, i) => `${subnet(ip).padEnd(16)} ${MASK}    Local Subnet     vmk${i}`).join('\n')}
default          0.0.0.0          ${gateway.padEnd(16)} vmk${nics.length - 1}
${more}`;
}
