import { documented, type Symptom } from './symptom.ts';

/** Storage over the network is slow or its datastores come and go. */
export const storageSlow: Symptom = {
  id: 'storage-slow',
  summary:
    'Slow or inactive storage can come from its way through the network: an adapter that shares a subnet, an MTU that differs along the way, a dead uplink. The array and its load are not in these tables.',
  known: [
    documented(
      'Storage latency and timeouts are named symptoms of several adapters in one subnet.',
      'KB318546',
      'NET80',
    ),
    documented('An MTU that differs along the way lets small packets pass and stops large ones.', 'KB417889'),
  ],
  todo: [
    documented(
      'Ask which adapter carries it, for example "which vmk reaches ADDRESS" with the address of the array.',
      'KB318546',
    ),
    documented(
      'Test the full size without fragmentation from that adapter (the payload is the MTU less 28).',
      'KB417889',
    ),
  ],
  evidence: [
    'esxcli network ip interface ipv4 get',
    'esxcli network ip route ipv4 list',
    'esxcli network nic list',
    'esxcli network vswitch standard list',
    'esxcli storage nfs list',
    'esxcli iscsi networkportal list',
    'vmkping -I vmkN -d -s 1472 PEER',
  ],
  findings: [
    'shared-subnet',
    'split-vlan-subnet',
    'mtu-mismatch',
    'uplink-down',
    'iscsi-binding',
    'nfs-source-address',
  ],
};
