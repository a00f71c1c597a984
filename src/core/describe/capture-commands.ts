/** The command that captures each section, as asked of an operator. */
export const CAPTURED_BY: Readonly<Record<string, string>> = {
  vmknics: 'esxcfg-vmknic -l',
  routes: 'esxcli network ip route ipv4 list',
  vswitches: 'esxcli network vswitch standard list',
  portgroups: 'esxcli network vswitch standard portgroup list',
  uplinks: 'esxcli network nic list',
  neighbors: 'esxcli network ip neighbor list',
  iscsi: 'esxcli iscsi networkportal list',
  nfs: 'esxcli storage nfs list',
  dns: 'esxcli network ip dns server list',
  connections: 'esxcli network ip connection list',
  pings: 'vmkping -I vmk0 ADDRESS',
  ntp: 'esxcli system ntp get',
};

/** What a section is called when spoken of. */
export const SECTION_NAMES: Readonly<Record<string, string>> = {
  vmknics: 'vmkernel adapters',
  routes: 'the routing table',
  vswitches: 'virtual switches',
  portgroups: 'port groups and VLANs',
  uplinks: 'physical adapters',
  neighbors: 'ARP entries',
  iscsi: 'iSCSI bindings',
  nfs: 'NFS mounts',
  dns: 'DNS servers',
  connections: 'open connections',
  pings: 'ping tests',
  ntp: 'time',
};
