/** Made-up sessions for the stories of links and switches. */
/** vmk0 on its standard switch, and vmk4 on the distributed one with this address. */
export const interfaces = (vmk4: string) => `~ # vmware -v
VMware ESXi 5.5.0 build-1892794
~ # esxcli network ip interface list
vmk0
   Name: vmk0
   MAC Address: 3c:4a:92:10:20:30
   Enabled: true
   Portset: vSwitch0
   Portgroup: Management Network
   VDS Name: N/A
   VDS Port: N/A
   VDS Connection: -1
   MTU: 1500
   TSO MSS: 65535
   Port ID: 33554436

vmk4
   Name: vmk4
   MAC Address: 00:50:56:6a:20:34
   Enabled: true
   Portset: DvsPortset-0
   Portgroup: N/A
   VDS Name: dvSwitch-Office
   VDS Port: 22
   VDS Connection: 1123658315
   MTU: 1500
   TSO MSS: 65535
   Port ID: 50331654
~ # esxcli network ip interface ipv4 get
Name  IPv4 Address   IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS
----  -------------  -------------  --------------  ------------  --------
vmk0  10.64.20.11    255.255.255.0  10.64.20.255    STATIC           false
vmk4  ${vmk4.padEnd(13)}  255.255.255.0  10.64.20.255    STATIC           false
~ # esxcli network ip interface tag get -i vmk0
   Tags: Management
~ # esxcli network ip interface tag get -i vmk4
   Tags: Management
~ # `;

/** The two switches of that host. */
export const SWITCHES = `esxcli network vswitch standard list
vSwitch0
   Name: vSwitch0
   Class: etherswitch
   Num Ports: 1536
   Used Ports: 4
   Configured Ports: 128
   MTU: 1500
   CDP Status: listen
   Beacon Enabled: false
   Beacon Interval: 1
   Beacon Threshold: 3
   Beacon Required By:
   Uplinks: vmnic1
   Portgroups: Management Network
~ # esxcli network vswitch dvs vmware list
dvSwitch-Office
   Name: dvSwitch-Office
   VDS ID: 50 2e 41 0b 77 aa 12 01-0c 31 9e 44 20 55 61 7f
   Class: etherswitch
   Num Ports: 1536
   Used Ports: 6
   Configured Ports: 512
   MTU: 1500
   CDP Status: listen
   Beacon Timeout: -1
   Uplinks: vmnic0
   VMware Branded: true
   DVPort:
         Client: vmnic0
         DVPortgroup ID: dvportgroup-40
         In Use: true
         Port ID: 16

         Client: vmk4
         DVPortgroup ID: dvportgroup-41
         In Use: true
         Port ID: 22
~ # `;

const hint = (vmnic: string, port: string | null) => `   (vim.host.PhysicalNic.NetworkHint) {
      device = "${vmnic}",
      connectedSwitchPort = ${port === null ? '<unset>' : `(vim.host.PhysicalNic.CdpInfo) {\n         devId = "access-2",\n         portId = "${port}"\n      }`},
      lldpInfo = <unset>
   }`;

export interface Seen {
  readonly heardOn3: boolean;
  readonly pinned: string | null;
}

/** A host of two uplinks on a distributed switch, whose vMotion adapter gets no answer. */
export const deadUplink = ({ heardOn3, pinned }: Seen) => `~ # vmware -v
VMware ESXi 5.5.0 build-2068190
~ # esxcli network ip interface ipv4 get
Name  IPv4 Address   IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS
----  -------------  -------------  --------------  ------------  --------
vmk0  10.64.20.12    255.255.255.0  10.64.20.255    STATIC           false
vmk1  10.64.21.12    255.255.255.0  10.64.21.255    STATIC           false
~ # esxcli network ip interface list
vmk1
   Name: vmk1
   MAC Address: 00:50:56:6a:21:12
   Enabled: true
   Portset: DvsPortset-0
   Portgroup: N/A
   VDS Name: dvSwitch-Office
   VDS Port: 17
   VDS Connection: 1123658315
   MTU: 1500
   TSO MSS: 65535
   Port ID: 50331655
~ # esxcli network ip interface tag get -i vmk1
   Tags: VMotion
~ # esxcli network vswitch dvs vmware list
dvSwitch-Office
   Name: dvSwitch-Office
   VDS ID: 50 2e 41 0b 77 aa 12 01-0c 31 9e 44 20 55 61 7f
   Class: etherswitch
   Num Ports: 1536
   Used Ports: 6
   Configured Ports: 512
   MTU: 1500
   CDP Status: listen
   Beacon Timeout: -1
   Uplinks: vmnic3, vmnic2
   VMware Branded: true
   DVPort:
         Client: vmk1
         DVPortgroup ID: dvportgroup-42
         In Use: true
         Port ID: 17
~ # esxcli network nic list
Name    PCI Device     Driver  Link  Speed  Duplex  MAC Address         MTU  Description
------  -------------  ------  ----  -----  ------  -----------------  ----  -----------
vmnic2  0000:004:00.0  tg3     Up     1000  Full    3c:4a:92:10:20:32  1500  NetXtreme BCM5719
vmnic3  0000:004:00.1  tg3     Up     1000  Full    3c:4a:92:10:20:33  1500  NetXtreme BCM5719
~ # vim-cmd hostsvc/net/query_networkhint
(vim.host.PhysicalNic.NetworkHint) [
${hint('vmnic2', 'GigabitEthernet1/0/12')},
${hint('vmnic3', heardOn3 ? 'GigabitEthernet2/0/12' : null)}
]
~ # vmkping -I vmk1 10.64.21.13
PING 10.64.21.13 (10.64.21.13): 56 data bytes

--- 10.64.21.13 ping statistics ---
3 packets transmitted, 0 packets received, 100% packet loss
~ # ${
  pinned === null
    ? ''
    : `esxtop
 9:12:44am up 81 days  2:33, 163 worlds; CPU load average: 0.01, 0.05, 0.02

   PORT-ID              USED-BY  TEAM-PNIC DNAME              PKTTX/s  MbTX/s    PKTRX/s  MbRX/s %DRPTX %DRPRX
  50331655                 vmk1     ${pinned} DvsPortset-0          1.00    0.00       0.00    0.00   0.00   0.00
~ # `
}`;

/** A host with a port group and both of its policies. */
export const policies = (group: string, notify: boolean, accept: boolean) => `[root@esx-web:~] vmware -v
VMware ESXi 6.0.0 build-3620759
[root@esx-web:~] esxcli network vswitch standard portgroup list
Name                Virtual Switch  Active Clients  VLAN ID
------------------  --------------  --------------  -------
Management Network  vSwitch0                     1        0
${group.padEnd(18)}  vSwitch1                     2       40
[root@esx-web:~] esxcli network vswitch standard portgroup policy failover get -p "${group}"
   Load Balancing: srcport
   Network Failure Detection: link
   Notify Switches: ${notify}
   Failback: true
   Active Adapters: vmnic2, vmnic3
   Standby Adapters:
   Unused Adapters:
   Override Vswitch Load Balancing: false
   Override Vswitch Network Failure Detection: false
   Override Vswitch Notify Switches: ${!notify}
   Override Vswitch Failback: false
   Override Vswitch Uplinks: false
[root@esx-web:~] esxcli network vswitch standard portgroup policy security get -p "${group}"
   Allow Promiscuous: false
   Allow MAC Address Change: ${accept}
   Allow Forged Transmits: ${accept}
   Override Vswitch Allow Promiscuous: false
   Override Vswitch Allow MAC Address Change: false
   Override Vswitch Allow Forged Transmits: false
[root@esx-web:~] `;
