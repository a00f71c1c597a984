/** Captures to spoil: every kind of output once, with values that occur nowhere else. */
export const CAPTURE_70 = `[root@esx-41:~] vmware -v
VMware ESXi 7.0.3 build-20328353
[root@esx-41:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      172.27.16.41                            255.255.255.128 172.27.16.127   00:50:56:41:00:10 1500    65535     true    STATIC              defaultTcpipStack
vmk0       Management Network                      IPv6      fe80::250:56ff:fe41:10                  64                              00:50:56:41:00:10 1500    65535     true    STATIC, PREFERRED   defaultTcpipStack
vmk1       Store A                                 IPv4      172.27.18.141                           255.255.254.0   172.27.19.255   00:50:56:41:00:11 9000    65535     true    STATIC              defaultTcpipStack
vmk12      vMotion                                 IPv4      172.27.20.41                            255.255.255.0   172.27.20.255   00:50:56:41:00:12 9000    65535     true    DHCP                vmotion
[root@esx-41:~] esxcli network ip interface ipv4 get
Name   IPv4 Address   IPv4 Netmask     IPv4 Broadcast  Address Type  Gateway        DHCP DNS
-----  -------------  ---------------  --------------  ------------  -------------  --------
vmk0   172.27.16.41   255.255.255.128  172.27.16.127   STATIC        172.27.16.126     false
vmk1   172.27.18.141  255.255.254.0    172.27.19.255   STATIC        0.0.0.0           false
vmk12  172.27.20.41   255.255.255.0    172.27.20.255   DHCP          172.27.20.254     false
[root@esx-41:~] esxcli network ip route ipv4 list
Network       Netmask          Gateway        Interface  Source
------------  ---------------  -------------  ---------  ------
default       0.0.0.0          172.27.16.126  vmk0       MANUAL
172.27.16.0   255.255.255.128  0.0.0.0        vmk0       MANUAL
172.27.18.0   255.255.254.0    0.0.0.0        vmk1       MANUAL
10.141.0.0    255.255.0.0      172.27.18.129  vmk1       MANUAL
[root@esx-41:~] esxcli network ip neighbor list
Neighbor       Mac Address        Vmknic    Expiry  State  Type
-------------  -----------------  ------  --------  -----  -------
172.27.16.126  00:0c:29:41:00:fe  vmk0    1199 sec         Unknown
172.27.18.129  00:0c:29:41:00:ff  vmk1     943 sec         Unknown
[root@esx-41:~] esxcli network nic list
Name     PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
-------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic0   0000:02:00.0  ntg3    Up            Up            1000  Full    2c:ea:7f:41:00:00  1500  Broadcom Corporation NetXtreme BCM5720
vmnic10  0000:03:00.0  ixgben  Up            Down             0  Half    2c:ea:7f:41:00:01  9000  Intel(R) 82599 10 Gigabit
`;

export const CAPTURE_50 = `~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       Management Network  IPv4      10.33.7.50                              255.255.252.0   10.33.7.255     00:50:56:50:00:10 1500    65535     true    STATIC
vmk1       iSCSI               IPv4      10.33.40.150                            255.255.255.0   10.33.40.255    00:50:56:50:00:11 9000    65535     true    STATIC
~ # esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
10.33.4.0        255.255.252.0    Local Subnet     vmk0
10.33.40.0       255.255.255.0    Local Subnet     vmk1
10.34.0.0        255.255.128.0    10.33.40.254     vmk1
default          0.0.0.0          10.33.7.254      vmk0
~ # esxcli network ip interface list
vmk0
   Name: vmk0
   MAC Address: 00:50:56:50:00:10
   Enabled: true
   Portset: vSwitch0
   Portgroup: Management Network
   VDS Name: N/A
   MTU: 1500
   TSO MSS: 65535
   Port ID: 16777219

vmk1
   Name: vmk1
   MAC Address: 00:50:56:50:00:11
   Enabled: true
   Portset: vSwitch1
   Portgroup: iSCSI
   VDS Name: N/A
   MTU: 9000
   TSO MSS: 65535
   Port ID: 33554435
~ # esxcfg-vswitch -l
Switch Name      Num Ports   Used Ports  Configured Ports  MTU     Uplinks
vSwitch1         128         6           128               9000    vmnic11,vmnic7

  PortGroup Name        VLAN ID  Used Ports  Uplinks
  iSCSI                 1040     1           vmnic11,vmnic7
~ # vmkping -d -s 8972 10.33.40.77
PING 10.33.40.77 (10.33.40.77): 8972 data bytes
sendto() failed (Message too long)

--- 10.33.40.77 ping statistics ---
3 packets transmitted, 0 packets received, 100% packet loss
`;
