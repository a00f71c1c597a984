import { MULTICAST, NIC_GATEWAY } from './nlb.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

/** NLB in multicast mode. */
export const nlbMulticast: Symptom = {
  id: 'nlb-multicast',
  summary:
    'In multicast mode the port group needs nothing special; the physical switch needs static ARP and MAC entries for the address of the cluster, which it ignores otherwise.',
  known: [MULTICAST, NIC_GATEWAY],
  todo: [
    reported('Have static ARP and MAC entries for the address of the cluster made on the physical switch.', 'S004'),
    inferred(
      'See in the NLB manager of the guest that every node runs in multicast mode; a change of the mode cuts the cluster off until the entries fit.',
      'S004',
    ),
  ],
  evidence: ['esxcli network ip neighbor list'],
};
