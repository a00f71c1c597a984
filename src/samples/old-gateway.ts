import type { Sample } from './sample.ts';

/** ESX Server 3.5: the VMkernel gateway is in no subnet of its adapters. */
export const oldGateway: Sample = {
  name: 'old-gateway',
  about: 'ESX Server 3.5: the VMkernel gateway is in no subnet of its adapters',
  ask: ['check', 'route 10.99.0.5', 'service iscsi'],
  text: `[root@esx35a root]# vmware -v
VMware ESX Server 3.5.0 build-110268

[root@esx35a root]# esxcfg-vmknic -l
Port Group          IP Address      Netmask         Broadcast       MAC Address       MTU     Enabled
iSCSI_A             172.16.31.100   255.255.255.0   172.16.31.255   00:50:56:71:31:00 1514    true
VMotion             172.16.32.100   255.255.255.0   172.16.32.255   00:50:56:72:32:00 1514    true

[root@esx35a root]# esxcfg-route -l
VM Kernel Routes:
Network          Netmask          Gateway
172.16.31.0      255.255.255.0    Local Subnet
172.16.32.0      255.255.255.0    Local Subnet
default          0.0.0.0          172.16.30.254
`,
};
