import type { Sample } from './sample.ts';

/** ESXi 5.5 with plenty of memory, and one machine that balloons by its own limit. */
export const memoryLimit: Sample = {
  name: 'memory-limit',
  about: 'ESXi 5.5: plenty of memory is free, and yet one machine balloons',
  ask: ['why does a machine balloon with plenty of free memory', 'check', 'state'],
  text: `~ # vmware -v
VMware ESXi 5.5.0 build-3029944

~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       Management Network  IPv4      10.62.8.55                              255.255.255.0   10.62.8.255     3c:fd:fe:55:08:01 1500    65535     true    STATIC

~ # esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
10.62.8.0        255.255.255.0    Local Subnet     vmk0
default          0.0.0.0          10.62.8.1        vmk0

~ # esxtop
 9:12:40am up 41 days 22:03, 540 worlds, 2 VMs, 8 vCPUs; MEM overcommit avg: 0.00, 0.00, 0.00
PMEM  /MB: 98292   total:  1310     vmk, 60011 other,  36971 free
VMKMEM/MB: 97968 managed:   1595 minfree,  6120 rsvd,   91848 ursvd,  high state
PSHARE/MB:    5120  shared,     610  common:    4510 saving
MEMCTL/MB:    2048    curr,    2048  target,   40212 max

     GID NAME                    MEMSZ    GRANT    MCTL?   MCTLSZ  MCTLTGT    SWCUR
   51120 bank-db               8192.00  8101.00        Y  2048.00  2048.00     0.00
   51131 shop-web-1            4096.00  4000.00        Y     0.00     0.00     0.00

~ # grep -iE 'memsize|sched.mem.max' /vmfs/volumes/ds1/bank-db/bank-db.vmx
memSize = "8192"
sched.mem.max = "6144"

~ #
`,
};
