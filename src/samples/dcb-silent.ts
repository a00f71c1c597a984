import type { Sample } from './sample.ts';

/** ESXi 5.5: a 10 Gb port has link and hears nothing, with its bridging off. */
export const dcbSilent: Sample = {
  name: 'dcb-silent',
  about: 'ESXi 5.5: a 10 Gb port has link and hears nothing, with its bridging off',
  ask: ['why is there no traffic without DCB', 'check'],
  text: `~ # vmware -v
VMware ESXi 5.5.0 build-3029944
~ # esxcli network nic list
Name    PCI Device     Driver  Link  Speed  Duplex  MAC Address         MTU  Description
------  -------------  ------  ----  -----  ------  -----------------  ----  --------------------------------------------------
vmnic4  0000:004:00.0  bnx2x   Up    10000  Full    9c:dc:71:40:04:04  1500  QLogic Corporation HP FlexFabric 10Gb 2-port 534FLR
vmnic6  0000:007:00.0  bnx2x   Up    10000  Full    9c:dc:71:40:06:06  1500  QLogic Corporation HP Ethernet 10Gb 2-port 530SFP+
~ # esxcli network nic stats get -n vmnic4
NIC statistics for vmnic4
   Packets received: 918273
   Packets sent: 640021
~ # esxcli network nic stats get -n vmnic6
NIC statistics for vmnic6
   Packets received: 0
   Packets sent: 48
~ # esxcli network nic dcb status get -n vmnic4
   Nic Name: vmnic4
   Mode: 3 - IEEE Mode
   Enabled: true
~ # esxcli network nic dcb status get -n vmnic6
   Nic Name: vmnic6
   Mode: 3 - IEEE Mode
   Enabled: false
~ #
`,
};
