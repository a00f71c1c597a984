import type { Sample } from './sample.ts';

/** A healthy ESXi 8.0 with a stack of its own for vMotion and one for provisioning. */
export const multiStack: Sample = {
  name: 'multi-stack',
  about: 'a healthy ESXi 8.0 with a stack of its own for vMotion and one for provisioning',
  ask: ['check', 'why does vMotion use vmk1', 'route 172.29.12.9 --stack vmotion'],
  text: `[root@esx-81:~] vmware -v
VMware ESXi 8.0.2 build-22380479

[root@esx-81:~] esxcli network ip netstack list
defaultTcpipStack
   Key: defaultTcpipStack
   Name: defaultTcpipStack
   State: 4660

vmotion
   Key: vmotion
   Name: vmotion
   State: 4660

vSphereProvisioning
   Key: vSphereProvisioning
   Name: vSphereProvisioning
   State: 4660

[root@esx-81:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      172.29.10.81                            255.255.255.0   172.29.10.255   b0:26:28:81:00:0a 1500    65535     true    STATIC              defaultTcpipStack
vmk1       vMotion                                 IPv4      172.29.11.81                            255.255.255.0   172.29.11.255   00:50:56:61:81:01 9000    65535     true    STATIC              vmotion
vmk2       Provisioning                            IPv4      172.29.13.81                            255.255.255.0   172.29.13.255   00:50:56:62:81:02 1500    65535     true    STATIC              vSphereProvisioning

[root@esx-81:~] esxcli network ip route ipv4 list
Network      Netmask        Gateway      Interface  Source
-----------  -------------  -----------  ---------  ------
default      0.0.0.0        172.29.10.1  vmk0       MANUAL
172.29.10.0  255.255.255.0  0.0.0.0      vmk0       MANUAL

[root@esx-81:~] esxcli network ip route ipv4 list -N vmotion
Network      Netmask        Gateway      Interface  Source
-----------  -------------  -----------  ---------  ------
default      0.0.0.0        172.29.11.1  vmk1       MANUAL
172.29.11.0  255.255.255.0  0.0.0.0      vmk1       MANUAL

[root@esx-81:~] esxcli network ip route ipv4 list -N vSphereProvisioning
Network      Netmask        Gateway      Interface  Source
-----------  -------------  -----------  ---------  ------
default      0.0.0.0        172.29.13.1  vmk2       MANUAL
172.29.13.0  255.255.255.0  0.0.0.0      vmk2       MANUAL

[root@esx-81:~] esxcli network ip interface tag get -i vmk0
   Tags: Management

[root@esx-81:~] esxcli network ip interface tag get -i vmk1
   Tags: VMotion

[root@esx-81:~] esxcli network ip interface tag get -i vmk2
   Tags: vSphereProvisioning

[root@esx-81:~] esxcli network vswitch standard list
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
   Portgroups: Provisioning, Management Network

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
   Portgroups: vMotion

[root@esx-81:~] esxcli network vswitch standard portgroup list
Name                Virtual Switch  Active Clients  VLAN ID
------------------  --------------  --------------  -------
Management Network  vSwitch0                     1       10
Provisioning        vSwitch0                     1       13
vMotion             vSwitch1                     1       11

[root@esx-81:~] esxcli network nic list
Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic0  0000:0a:00.0  ixgben  Up            Up           10000  Full    b0:26:28:81:00:0a  1500  Ethernet Controller 10G
vmnic1  0000:0b:00.0  ixgben  Up            Up           10000  Full    b0:26:28:81:00:0b  1500  Ethernet Controller 10G
vmnic2  0000:0c:00.0  ixgben  Up            Up           10000  Full    b0:26:28:81:00:0c  9000  Ethernet Controller 10G
vmnic3  0000:0d:00.0  ixgben  Up            Up           10000  Full    b0:26:28:81:00:0d  9000  Ethernet Controller 10G
`,
};
