import { overlayPath } from '../../src/core/rules/overlay-path.ts';
import { host } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { endpoint, PEER, ping } from './overlay-pings.ts';

testRule(overlayPath, {
  fine: {
    'no overlay, nothing was pinged': host(),
    'full size gets through': host(endpoint(), ping(1572, 3)),
    'the larger of two sizes is lost by the host itself': host(
      endpoint(),
      ping(1572, 3),
      ping(1672, 0, { error: 'message-too-long' }),
    ),
    'nothing at all is answered: that is no matter of size': host(endpoint(), ping(56, 0), ping(1572, 0)),
    'the test is larger than the endpoint can send': host(endpoint(1500), ping(1572, 0)),
    'the peer is in no overlay': host(ping(8972, 0, { vmknic: 'vmk1', netstack: 'defaultTcpipStack' })),
  },
  found: {
    'small ones pass, full size is lost': [
      host(endpoint(), ping(56, 3, { dontFragment: false }), ping(1572, 0)),
      { vmknic: 'vmk3', destination: PEER, payload: 1572, passed: null, reached: true },
      { severity: 'error', certainty: 'reported' },
    ],
    'between which sizes the hop is': [
      host(endpoint(1700), ping(1472, 3), ping(1672, 0), ping(1572, 0)),
      { payload: 1572, passed: 1472 },
    ],
    'only the full size was tried': [
      host(ping(1572, 0)),
      { destination: PEER, passed: null, reached: false },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'nothing was pinged': [host(endpoint()), ['vmkping ++netstack=vxlan -I vmk3 -d -s 1572 PEER']],
    'only small ones were': [host(endpoint(), ping(56, 3)), ['vmkping ++netstack=vxlan -I vmk3 -d -s 1572 PEER']],
    'the result was cut off': [
      host(endpoint(), ping(1572, 0, { received: undefined })),
      ['vmkping ++netstack=vxlan -I vmk3 -d -s 1572 PEER'],
    ],
  },
});
