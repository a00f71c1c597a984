import type { Sample } from './sample.ts';

/** ESXi 6.5 nested, with VXLAN: large packets are lost on the way, and duplicate answers come back. */
export const overlayHop: Sample = {
  name: 'overlay-hop',
  about: 'ESXi 6.5 nested, with VXLAN: large packets are lost on the way, and duplicate answers come back',
  ask: ['why does the VXLAN MTU test fail', 'check'],
  text: `~ # vmware -v
VMware ESXi 6.5.0 build-4564106
~ # esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address      Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type    NetStack
vmk0       Management Network                      IPv4      10.70.4.31      255.255.255.0   10.70.4.255     00:50:56:60:70:31 1500    65535     true    STATIC  defaultTcpipStack
vmk3       24                                      IPv4      10.70.10.31     255.255.255.0   10.70.10.255    00:50:56:63:70:31 1600    65535     true    STATIC  vxlan
~ # ping ++netstack=vxlan -I vmk3 -c 2 10.70.20.32
PING 10.70.20.32 (10.70.20.32): 56 data bytes
64 bytes from 10.70.20.32: icmp_seq=0 ttl=63 time=0.912 ms
64 bytes from 10.70.20.32: icmp_seq=0 ttl=63 time=1.204 ms (DUP!)
64 bytes from 10.70.20.32: icmp_seq=1 ttl=63 time=0.833 ms

--- 10.70.20.32 ping statistics ---
2 packets transmitted, 2 packets received, +1 duplicates, 0% packet loss
round-trip min/avg/max = 0.833/0.983/1.204 ms
~ # ping ++netstack=vxlan -d -s 1572 -I vmk3 -c 3 10.70.20.32
PING 10.70.20.32 (10.70.20.32): 1572 data bytes

--- 10.70.20.32 ping statistics ---
3 packets transmitted, 0 packets received, 100% packet loss
~ #
`,
};
