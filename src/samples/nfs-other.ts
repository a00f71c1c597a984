import type { Sample } from './sample.ts';

/** ESXi 5.0: a backup server denies a mount, for another NFS service answers there. */
export const nfsOther: Sample = {
  name: 'nfs-other',
  about: 'ESXi 5.0: a backup server denies a mount, for another NFS service answers there',
  ask: ['why is NFS to 10.69.8.60 denied', 'check'],
  text: `~ # vmware -v
VMware ESXi 5.0.0 build-623860
~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       Management Network  IPv4      10.69.4.11                              255.255.255.0   10.69.4.255     00:1b:21:3a:69:11 1500    65535     true    STATIC
vmk1       NFS                 IPv4      10.69.8.11                              255.255.255.0   10.69.8.255     00:50:56:7a:69:11 1500    65535     true    STATIC
~ # esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
10.69.4.0        255.255.255.0    Local Subnet     vmk0
10.69.8.0        255.255.255.0    Local Subnet     vmk1
default          0.0.0.0          10.69.4.1        vmk0
~ # tail -n 1 /var/log/vmkernel.log
2012-04-12T08:11:20.114Z cpu5:4120)NFS: 190: NFS mount 10.69.8.60:/VeeamBackup_BKP1 failed: The mount request was denied by the NFS server. Check that the export exists and that the client is permitted to mount it.
~ #
C:\\Users\\admin> showmount -e 10.69.8.60
Exports list on 10.69.8.60:
/ISO_Store                       All Machines
`,
};
