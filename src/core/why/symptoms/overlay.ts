import { reported, type Symptom } from './symptom.ts';

/** Tunnel endpoints that do not pass full packets. */
export const overlay: Symptom = {
  id: 'overlay',
  summary:
    'An overlay adds about 50 bytes to every packet, so each hop between the tunnel endpoints has to carry 1600; only a full-size ping without fragmentation tests that.',
  known: [
    reported("The vendor's minimum is 1600 end to end; a small ping that works proves nothing.", 'VSZ'),
    reported('In one case the hop that was too small was the interface of a router between the endpoints.', 'S004'),
  ],
  todo: [
    reported(
      "Ping the peer endpoint with 1572 bytes and no fragmentation from the endpoint's own stack, then shrink it to find the size that passes.",
      'VSZ',
    ),
  ],
  evidence: [
    'vmkping ++netstack=vxlan -d -s 1572 -I vmkN PEER',
    'esxcli network ip interface list',
    'esxcli network vswitch dvs vmware list',
  ],
  findings: ['overlay-mtu', 'mtu-mismatch'],
};
