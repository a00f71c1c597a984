import type { Sample } from './sample.ts';

/** ESXi 6.5 from the image of a server vendor, on an older model of that vendor. */
export const vendorImage: Sample = {
  name: 'vendor-image',
  about: "ESXi 6.5: a vendor's image on an older server model, which keeps crashing",
  ask: ['the HPE customized image of ESXi keeps crashing', 'ESXi refuses the MAC address of my VM', 'state'],
  text: `[root@lab65:~] vmware -v
VMware ESXi 6.5.0 build-4564106

[root@lab65:~] esxcli hardware platform get
Platform Information
   UUID: 0x31 0x33 0x38 0x35 0x31 0x35 0x43 0x5a 0x31 0x30 0x30 0x30 0x46 0x4a 0x44 0x37
   Product Name: ProLiant ML110 G7
   Vendor Name: HP
   Serial Number: CZ1000FJD7
   IPMI Supported: true

[root@lab65:~] esxcli software profile get
HPE-ESXi-6.5.0-OS-Release-650.9.6.0.28
   Name: HPE-ESXi-6.5.0-OS-Release-650.9.6.0.28
   Vendor: Hewlett Packard Enterprise
   Creation Time: 2016-11-10T12:40:51
   Modification Time: 2016-11-10T12:40:51
   Stateless Ready: True

[root@lab65:~] esxcli network ip interface ipv4 get
Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway    DHCP DNS
----  ------------  -------------  --------------  ------------  ---------  --------
vmk0  10.62.11.65   255.255.255.0  10.62.11.255    STATIC        10.62.11.1     false

[root@lab65:~] esxcli network ip route ipv4 list
Network     Netmask        Gateway     Interface  Source
----------  -------------  ----------  ---------  ------
default     0.0.0.0        10.62.11.1  vmk0       MANUAL
10.62.11.0  255.255.255.0  0.0.0.0     vmk0       MANUAL
`,
};
