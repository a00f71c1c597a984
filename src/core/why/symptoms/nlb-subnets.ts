import { MULTICAST, NIC_GATEWAY } from './nlb.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

/** A cluster that only clients of its own subnet reach. */
export const nlbSubnets: Symptom = {
  id: 'nlb-subnets',
  summary:
    'Clients of other subnets reach an NLB cluster only where its NIC has a default gateway of its own; in multicast mode the physical switch needs static ARP and MAC entries besides.',
  known: [NIC_GATEWAY, MULTICAST],
  todo: [
    reported(
      'Try it from a client in the subnet of the cluster first: where that works, give the NIC of the cluster on each node a default gateway. Inside the guest; it cuts off nothing where no other NIC has one.',
      'S004',
    ),
    reported(
      'In multicast mode see that the physical switch has static ARP and MAC entries for the address of the cluster.',
      'S004',
    ),
    inferred(
      'Where clients of its own subnet do not reach it either, the port group is next: `why does our NLB cluster reach only one node`.',
      'S004',
    ),
  ],
  evidence: ['esxcli network ip neighbor list', 'esxcli network vswitch standard portgroup list'],
  findings: ['nlb-unicast-policy'],
};
