import type { Sample } from './sample.ts';

/** Two iSCSI adapters share a subnet on purpose: both are bound to the software adapter. */
export const iscsiBinding: Sample = {
  name: 'iscsi-binding',
  about: 'two iSCSI adapters share a subnet on purpose: both are bound to the software adapter',
  ask: ['check', 'why is iSCSI going over vmk2', 'service iscsi'],
  text: `[root@esx-70:~] vmware -v
VMware ESXi 7.0.3 build-21930508

[root@esx-70:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      192.168.30.70                           255.255.255.0   192.168.30.255  3c:fd:fe:70:00:0a 1500    65535     true    STATIC              defaultTcpipStack
vmk1       iSCSI-A                                 IPv4      192.168.40.70                           255.255.255.0   192.168.40.255  00:50:56:63:70:01 9000    65535     true    STATIC              defaultTcpipStack
vmk2       iSCSI-B                                 IPv4      192.168.40.170                          255.255.255.0   192.168.40.255  00:50:56:63:70:02 9000    65535     true    STATIC              defaultTcpipStack

[root@esx-70:~] esxcli network ip route ipv4 list
Network       Netmask        Gateway       Interface  Source
------------  -------------  ------------  ---------  ------
default       0.0.0.0        192.168.30.1  vmk0       MANUAL
192.168.30.0  255.255.255.0  0.0.0.0       vmk0       MANUAL
192.168.40.0  255.255.255.0  0.0.0.0       vmk1       MANUAL

[root@esx-70:~] esxcli iscsi networkportal list
vmhba64
   Adapter: vmhba64
   Vmknic: vmk1
   MAC Address: 3c:fd:fe:70:00:02
   MAC Address Valid: true
   IPv4: 192.168.40.70
   IPv4 Subnet Mask: 255.255.255.0
   IPv6:
   MTU: 9000
   Vlan Supported: true
   Vlan ID: 40
   Reserved Ports: 63488~65536
   TOE: false
   TSO: true
   TCP Checksum: false
   Link Up: true
   Current Speed: 10000
   Rx Packets: 81420034
   Tx Packets: 90211874
   NIC Driver: ixgben
   NIC Driver Version: 1.7.1.41
   NIC Firmware Version: 0x800003df
   Compliant Status: compliant
   NonCompliant Message:
   NonCompliant Remedy:
   Vswitch: vSwitch1
   PortGroup: iSCSI-A
   VswitchUuid:
   PortGroupKey:
   PortKey:
   Duplex:
   Path Status: active

vmhba64
   Adapter: vmhba64
   Vmknic: vmk2
   MAC Address: 3c:fd:fe:70:00:03
   MAC Address Valid: true
   IPv4: 192.168.40.170
   IPv4 Subnet Mask: 255.255.255.0
   IPv6:
   MTU: 9000
   Vlan Supported: true
   Vlan ID: 40
   Reserved Ports: 63488~65536
   TOE: false
   TSO: true
   TCP Checksum: false
   Link Up: true
   Current Speed: 10000
   Rx Packets: 81420034
   Tx Packets: 90211874
   NIC Driver: ixgben
   NIC Driver Version: 1.7.1.41
   NIC Firmware Version: 0x800003df
   Compliant Status: compliant
   NonCompliant Message:
   NonCompliant Remedy:
   Vswitch: vSwitch1
   PortGroup: iSCSI-B
   VswitchUuid:
   PortGroupKey:
   PortKey:
   Duplex:
   Path Status: active

[root@esx-70:~] esxcli network ip interface tag get -i vmk0
   Tags: Management

[root@esx-70:~] esxcli network vswitch standard list
vSwitch0
   Name: vSwitch0
   Class: cswitch
   Num Ports: 5632
   Used Ports: 8
   Configured Ports: 128
   MTU: 1500
   CDP Status: listen
   Beacon Enabled: false
   Beacon Interval: 1
   Beacon Threshold: 3
   Beacon Required By:
   Uplinks: vmnic1, vmnic0
   Portgroups: Management Network

vSwitch1
   Name: vSwitch1
   Class: cswitch
   Num Ports: 5632
   Used Ports: 8
   Configured Ports: 128
   MTU: 9000
   CDP Status: listen
   Beacon Enabled: false
   Beacon Interval: 1
   Beacon Threshold: 3
   Beacon Required By:
   Uplinks: vmnic3, vmnic2
   Portgroups: iSCSI-B, iSCSI-A

[root@esx-70:~] esxcli network vswitch standard portgroup list
Name                Virtual Switch  Active Clients  VLAN ID
------------------  --------------  --------------  -------
Management Network  vSwitch0                     1        0
iSCSI-A             vSwitch1                     1       40
iSCSI-B             vSwitch1                     1       40

[root@esx-70:~] esxcli network nic list
Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic0  0000:0a:00.0  ixgben  Up            Up           10000  Full    3c:fd:fe:70:00:0a  1500  Ethernet Controller 10G
vmnic1  0000:0b:00.0  ixgben  Up            Up           10000  Full    3c:fd:fe:70:00:0b  1500  Ethernet Controller 10G
vmnic2  0000:0c:00.0  ixgben  Up            Up           10000  Full    3c:fd:fe:70:00:0c  9000  Ethernet Controller 10G
vmnic3  0000:0d:00.0  ixgben  Up            Up           10000  Full    3c:fd:fe:70:00:0d  9000  Ethernet Controller 10G
`,
};
