import { overlayTest } from '../../src/core/rules/overlay-test.ts';
import { host } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { endpoint, PEER, ping } from './overlay-pings.ts';

testRule(overlayTest, {
  fine: {
    'nothing was pinged': host(endpoint()),
    'the right test': host(endpoint(), ping(1572, 3)),
    'a small one first, then the right one': host(endpoint(), ping(56, 3), ping(1572, 0)),
    'a small one that is not answered': host(endpoint(), ping(56, 0)),
    'full size that may be cut, which another rule tells of': host(endpoint(), ping(1572, 3, { dontFragment: false })),
    'a small ping elsewhere': host(
      endpoint(),
      ping(56, 3, { destination: '10.1.1.1', vmknic: 'vmk0', netstack: undefined }),
    ),
    'the command is not shown': host(endpoint(), ping(56, 3, { dontFragment: undefined })),
  },
  found: {
    'a small one alone': [
      host(endpoint(), ping(56, 3)),
      { destination: PEER, vmknic: 'vmk3', payload: 56, fault: 'small' },
      { severity: 'note' },
    ],
    'into the subnet of the endpoints, by the default stack': [
      host(endpoint(), ping(1572, 0, { destination: '10.95.0.9', vmknic: undefined, netstack: undefined })),
      { destination: '10.95.0.9', vmknic: null, fault: 'other-stack' },
      { severity: 'risk' },
    ],
  },
});
