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
