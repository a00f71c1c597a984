import type { Sample } from './sample.ts';

/** ESXi 7.0.3 in memory state soft. */
export const memorySoft: Sample = {
  name: 'memory-soft',
  about: 'ESXi 7.0.3: short of memory, so it takes some back from its machines',
  ask: ['why do my machines balloon', 'check', 'state'],
  text: `[root@esx-31:~] vmware -v
VMware ESXi 7.0.3 build-21930508

[root@esx-31:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      10.62.7.31                              255.255.255.0   10.62.7.255     3c:fd:fe:31:07:01 1500    65535     true    STATIC              defaultTcpipStack

[root@esx-31:~] esxcli network ip route ipv4 list
Network    Netmask        Gateway    Interface  Source
---------  -------------  ---------  ---------  ------
default    0.0.0.0        10.62.7.1  vmk0       MANUAL
10.62.7.0  255.255.255.0  0.0.0.0    vmk0       MANUAL

[root@esx-31:~] esxtop
 2:31:08pm up 36 days 4:12, 811 worlds, 2 VMs, 12 vCPUs; MEM overcommit avg: 0.21, 0.20, 0.20
PMEM  /MB: 65398   total: 2139     vmk,62480 other,  779 free
VMKMEM/MB: 65073 managed:  1266 minfree,  7501 rsvd,  57572 ursvd,  soft state
PSHARE/MB:    1648  shared,     248  common:    1400 saving
SWAP  /MB:       0    curr,       0 rclmtgt:                 0.00 r/s,   0.00 w/s
MEMCTL/MB:    1536    curr,    1700  target,   40212 max

     GID NAME                    MEMSZ    GRANT    MCTL?   MCTLSZ  MCTLTGT    SWCUR
   48201 bank-db              16384.00 16120.00        Y  1024.00  1100.00     0.00
   48207 shop-web-1            8192.00  8101.00        Y   512.00   600.00     0.00
`,
};
