import type { Sample } from './sample.ts';

/** Two adapters in one subnet, vMotion tagged on the second. */
export const sharedVmotion: Sample = {
  name: 'shared-vmotion',
  about: 'two adapters in one subnet, vMotion tagged on the second',
  ask: ['why does vMotion use vmk0', 'check', 'service vmotion'],
  text: `[root@esx-21:~] vmware -v
VMware ESXi 6.5.0 build-13932383

[root@esx-21:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      10.31.8.21                              255.255.255.0   10.31.8.255     00:25:b5:21:00:0a 1500    65535     true    STATIC              defaultTcpipStack
vmk1       vMotion                                 IPv4      10.31.8.121                             255.255.255.0   10.31.8.255     00:50:56:6a:21:01 1500    65535     true    STATIC              defaultTcpipStack

[root@esx-21:~] esxcli network ip route ipv4 list
Network    Netmask        Gateway    Interface  Source
---------  -------------  ---------  ---------  ------
default    0.0.0.0        10.31.8.1  vmk0       MANUAL
10.31.8.0  255.255.255.0  0.0.0.0    vmk0       MANUAL

[root@esx-21:~] esxcli network ip interface tag get -i vmk0
   Tags: Management

[root@esx-21:~] esxcli network ip interface tag get -i vmk1
   Tags: VMotion

[root@esx-21:~] esxcli network vswitch standard list
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
   Portgroups: vMotion, Management Network

[root@esx-21:~] esxcli network vswitch standard portgroup list
Name                Virtual Switch  Active Clients  VLAN ID
------------------  --------------  --------------  -------
Management Network  vSwitch0                     1        0
vMotion             vSwitch0                     1        0

[root@esx-21:~] esxcli network nic list
Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic0  0000:0a:00.0  ixgben  Up            Up           10000  Full    00:25:b5:21:00:0a  1500  Ethernet Controller 10G
vmnic1  0000:0b:00.0  ixgben  Up            Up           10000  Full    00:25:b5:21:00:0b  1500  Ethernet Controller 10G
`,
};
