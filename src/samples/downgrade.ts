import type { Sample } from './sample.ts';

/** ESXi 5.5 of a patch that its vCenter does not support, and the bundle of an older update. */
export const downgrade: Sample = {
  name: 'downgrade',
  about: 'ESXi 5.5: newer than its vCenter supports, with the bundle of Update 2 at hand',
  ask: ['how do I downgrade this host', 'check', 'state'],
  text: `~ # vmware -v
VMware ESXi 5.5.0 build-4345813

~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       Management Network  IPv4      10.62.9.55                              255.255.255.0   10.62.9.255     3c:fd:fe:55:09:01 1500    65535     true    STATIC

~ # esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
10.62.9.0        255.255.255.0    Local Subnet     vmk0
default          0.0.0.0          10.62.9.1        vmk0

~ # esxcli software profile get
(Updated) ESXi-5.5.0-20160804001-standard
   Name: (Updated) ESXi-5.5.0-20160804001-standard
   Vendor: VMware, Inc.
   Creation Time: 2016-08-02T08:14:20
   Modification Time: 2016-09-01T07:30:11
   Stateless Ready: False

~ # esxcli software vib list
Name         Version                              Vendor    Acceptance Level  Install Date
-----------  -----------------------------------  --------  ----------------  ------------
net-tg3      3.137l.v55.1-1OEM.550.0.0.1331820    Broadcom  VMwareCertified   2016-09-01
esx-base     5.5.0-3.92.4345813                   VMware    VMwareCertified   2016-09-01
tools-light  5.5.0-3.92.4345813                   VMware    VMwareCertified   2016-09-01

~ # esxcli software sources profile list -d /vmfs/volumes/ds1/update-from-esxi5.5-5.5_update02.zip
Name                              Vendor        Acceptance Level
--------------------------------  ------------  ----------------
ESXi-5.5.0-20140901001s-standard  VMware, Inc.  PartnerSupported
ESXi-5.5.0-20140901001s-no-tools  VMware, Inc.  PartnerSupported
ESXi-5.5.0-20140902001-standard   VMware, Inc.  PartnerSupported
ESXi-5.5.0-20140902001-no-tools   VMware, Inc.  PartnerSupported

~ #
`,
};
