import type { Ping } from '../../src/core/esxi/host-state.ts';
import { mtuTestWrongSize } from '../../src/core/rules/mtu-test-wrong-size.ts';
import { host, type Part, proof, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

function ping(more: Partial<Ping>): Part {
  const entry = { destination: '10.70.0.9', dontFragment: true, error: null, ...more };
  return { pings: [{ ...entry, evidence: proof(entry, `vmkping -s ${more.payload} 10.70.0.9`) }] };
}
const jumbo = vmk('vmk1', '10.70.0.5/24', { mtu: 9000 });
const plain = vmk('vmk0', '10.71.0.5/24', { mtu: 1500 });

testRule(mtuTestWrongSize, {
  fine: {
    '8972 on 9000': host(jumbo, plain, ping({ payload: 8972, vmknic: 'vmk1' })),
    '1472 on 1500': host(plain, ping({ payload: 1472, vmknic: 'vmk0' })),
    '1672 in an overlay stack at 1700': host(
      plain,
      vmk('vmk10', '10.70.0.5/24', { mtu: 1700, netstack: 'vxlan' }),
      ping({ payload: 1672, netstack: 'vxlan' }),
    ),
    'a plain ping is no test of the MTU': host(plain, ping({ payload: 56, dontFragment: false })),
    'a ping whose size was not shown': host(plain, ping({ dontFragment: false })),
    'a jumbo test from an adapter that is not known': host(ping({ payload: 2500, received: 0, sent: 3 })),
    'whether it may be fragmented was not shown': host({
      pings: [{ destination: '10.70.0.9', payload: 8972, error: null, evidence: {} }],
    }),
    'the minimum of an overlay, on more': host(jumbo, ping({ payload: 1572, vmknic: 'vmk1' })),
  },
  found: {
    'large and may be fragmented': [
      host(jumbo, ping({ payload: 8972, vmknic: 'vmk1', dontFragment: false })),
      { fault: 'fragments', payload: 8972, vmknic: 'vmk1', mtu: 9000, expected: 8972 },
      { severity: 'risk' },
    ],
    'the MTU in the place of the payload': [
      host(jumbo, ping({ payload: 9000, vmknic: 'vmk1', error: 'message-too-long' })),
      { fault: 'larger-than-mtu', mtu: 9000, expected: 8972 },
      { certainty: 'documented' },
    ],
    'a jumbo test from an adapter of 1500': [
      host(plain, jumbo, ping({ payload: 8972, vmknic: 'vmk0', error: 'message-too-long' })),
      { fault: 'larger-than-mtu', mtu: 1500, expected: 1472 },
    ],
    'the MTU in the place of the payload, from an adapter that is not known': [
      host(ping({ payload: 9000, error: 'message-too-long' })),
      { fault: 'larger-than-mtu', mtu: null, expected: 8972 },
      { certainty: 'inferred' },
    ],
    'smaller than the MTU': [
      host(jumbo, ping({ payload: 8000, vmknic: 'vmk1' })),
      { fault: 'smaller-than-mtu', expected: 8972 },
      { severity: 'note' },
    ],
  },
});
