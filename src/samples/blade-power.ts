import type { Sample } from './sample.ts';

/** ESXi 5.5 on a blade: no network port works, and the log asks for a power cycle. */
export const bladePower: Sample = {
  name: 'blade-power',
  about: 'ESXi 5.5 on a blade: no network port works, and the log asks for a power cycle',
  ask: ['why do the NICs of the blade need a power cycle', 'check'],
  text: `~ # vmware -v
VMware ESXi 5.5.0 build-3029944
~ # esxcli hardware platform get
Platform Information
   UUID: 0x30 0x31 0x32 0x33 0x34 0x35 0x36 0x37 0x38 0x39 0x41 0x42 0x43 0x44 0x45 0x46
   Product Name: ProLiant BL460c Gen8
   Vendor Name: HP
   Serial Number: CZX0000001
   IPMI Supported: true
~ # esxcli network nic list
Name    PCI Device     Driver  Link  Speed  Duplex  MAC Address         MTU  Description
------  -------------  ------  ----  -----  ------  -----------------  ----  --------------------------------------------------
vmnic0  0000:004:00.0  elxnet  Down      0  Half    9c:dc:71:40:00:00  1500  Emulex Corporation HP FlexFabric 10Gb 2-port 554FLB
vmnic1  0000:004:00.1  elxnet  Down      0  Half    9c:dc:71:40:00:01  1500  Emulex Corporation HP FlexFabric 10Gb 2-port 554FLB
~ # tail -n 1 /var/log/vmkernel.log
2016-03-02T07:55:01.482Z cpu2:33120)WARNING: elxnet: vmnic0: The adapter does not respond. Power cycle required.
~ #
`,
};
