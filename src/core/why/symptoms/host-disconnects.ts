import { documented, type Symptom } from './symptom.ts';

/** vCenter loses the host, or shows it as not responding. */
export const hostDisconnects: Symptom = {
  id: 'host-disconnects',
  summary:
    'A host that vCenter loses can be one whose management adapter shares a subnet, or whose replies take another way than vCenter expects: ask "why can\'t ADDRESS reach vmk0" with the address of vCenter. Whether its services run is not in these tables.',
  known: [
    documented('Disconnects from vCenter are a named symptom of several adapters in one subnet.', 'KB318546', 'NET80'),
    documented('Timeouts, low throughput and asymmetric routing are named with it.', 'KB318546', 'NET80'),
  ],
  todo: [documented('Give management a subnet of its own where another adapter shares it.', 'KB318546')],
  evidence: [
    'esxcli network ip interface ipv4 get',
    'esxcli network ip route ipv4 list',
    'esxcli network nic list',
    'tail -n 200 /var/log/vpxa.log',
  ],
  findings: [
    'shared-subnet',
    'overlapping-subnets',
    'split-vlan-subnet',
    'no-default-gateway',
    'gateway-off-subnet',
    'uplink-down',
    'duplicate-mac',
  ],
};
