import type { Sample } from './sample.ts';

/** ESXi 6.0 in lockdown mode: whose logs a browser may show. */
export const logsLockdown: Sample = {
  name: 'logs-lockdown',
  about: 'ESXi 6.0 in lockdown mode: whose logs a browser may show',
  ask: ['how do I read the logs in a browser', 'state'],
  text: `~ # vmware -v
VMware ESXi 6.0.0 build-3620759
~ # esxcli network ip interface ipv4 get
Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS
----  ------------  -------------  --------------  ------------  --------
vmk0  10.71.4.31    255.255.255.0  10.71.4.255     STATIC           false
~ # vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled
true
~ #
`,
};
