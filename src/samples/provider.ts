import type { Sample } from './sample.ts';

/** Hosted at a provider: public vmk0, LAN vmk1, and clients of another LAN subnet that get no answer from vmk1. */
export const provider: Sample = {
  name: 'provider',
  about: 'hosted at a provider: public vmk0, LAN vmk1, and clients of another LAN subnet that get no answer from vmk1',
  ask: ["why can't 172.20.40.0/24 reach vmk1", 'what-if add 172.20.40.0/24 via 172.20.20.1', 'check'],
  text: `[root@provider:~] vmware -v
VMware ESXi 6.7.0 build-14320388

[root@provider:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Public                                  IPv4      203.0.113.14                            255.255.255.240 203.0.113.15    0c:c4:7a:10:20:30 1500    65535     true    STATIC              defaultTcpipStack
vmk1       LAN                                     IPv4      172.20.20.100                           255.255.255.0   172.20.20.255   00:50:56:60:20:31 1500    65535     true    STATIC              defaultTcpipStack

[root@provider:~] esxcli network ip route ipv4 list
Network      Netmask          Gateway      Interface  Source
-----------  ---------------  -----------  ---------  ------
default      0.0.0.0          203.0.113.1  vmk0       MANUAL
172.20.20.0  255.255.255.0    0.0.0.0      vmk1       MANUAL
203.0.113.0  255.255.255.240  0.0.0.0      vmk0       MANUAL

[root@provider:~] esxcli network ip interface tag get -i vmk0
   Tags: Management

[root@provider:~] esxcli network ip interface tag get -i vmk1
   Tags: Management

[root@provider:~] esxcli network vswitch standard portgroup list
Name                Virtual Switch  Active Clients  VLAN ID
------------------  --------------  --------------  -------
LAN                 vSwitch1                     1       20
Public              vSwitch0                     1        0

[root@provider:~] esxcli network nic list
Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic0  0000:30:00.0  ixgben  Up            Up            1000  Full    0c:c4:7a:10:20:30  1500  Ethernet Controller 10G
vmnic1  0000:31:00.0  ixgben  Up            Up            1000  Full    0c:c4:7a:10:20:31  1500  Ethernet Controller 10G
`,
};
