import type { Sample } from './sample.ts';

/** ESXi 4.1: the filer denies a mount, because it sees vmk0 instead of the NFS adapter. */
export const nfsDenied: Sample = {
  name: 'nfs-denied',
  about: 'ESXi 4.1: the filer denies a mount, because it sees vmk0 instead of the NFS adapter',
  ask: ['why is NFS to 10.62.4.50 denied', 'check', 'route 10.62.4.50'],
  text: `~ # vmware -v
VMware ESXi 4.1.0 build-348481

~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       Management Network  IPv4      10.62.4.11                              255.255.255.0   10.62.4.255     00:1b:21:3a:40:11 1500    65535     true    STATIC
vmk1       NFS                 IPv4      10.62.4.111                             255.255.255.0   10.62.4.255     00:50:56:7a:41:11 1500    65535     true    STATIC

~ # esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
10.62.4.0        255.255.255.0    Local Subnet     vmk0
default          0.0.0.0          10.62.4.1        vmk0

~ # esxcfg-route -n
Neighbor          Mac Address        Vmknic    Expiry    State  Type
10.62.4.50        00:a0:98:0c:50:62  vmk0      1022 sec         Unknown
10.62.4.1         00:1d:70:9e:04:01  vmk0      1187 sec         Unknown

~ # esxcfg-nas -l
ISOs is /vol/isos from 10.62.4.50 unmounted unavailable

~ # grep -i nfs /var/log/messages
Feb 12 09:14:31 vmkernel: 0:05:12:40.338 cpu3:4812)NFS: 149: Command: (mount) Server: (10.62.4.50) IP: (10.62.4.50) Path: (/vol/isos) Label: (ISOs) Options: (ro)
Feb 12 09:14:31 vmkernel: 0:05:12:40.447 cpu3:4812)NFS: 190: NFS mount 10.62.4.50:/vol/isos failed: The mount request was denied by the NFS server. Check that the export exists and that the client is permitted to mount it.
`,
};
