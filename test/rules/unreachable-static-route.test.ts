import { unreachableStaticRoute } from '../../src/core/rules/unreachable-static-route.ts';
import { host, proof, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const silent = { address: '10.4.1.254', mac: null, vmknic: 'vmk0', netstack: 'defaultTcpipStack' };
const answering = { ...silent, mac: '02:00:00:00:04:01' };
const neighbor = (entry: typeof silent | typeof answering) => ({
  neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }],
});
const table = [route('default', '10.4.1.1', 'vmk0'), route('10.4.1.0/24', null, 'vmk0')];

testRule(unreachableStaticRoute, {
  fine: {
    'the gateway on the link': host(...table, route('10.9.0.0/16', '10.4.1.254', 'vmk0')),
    'the gateway answers': host(...table, route('10.9.0.0/16', '10.4.1.254', 'vmk0'), neighbor(answering)),
    'only the static route was shown': host(route('10.9.0.0/16', '10.8.1.1', 'vmk0')),
    'a default gateway off its subnet is another finding': host(
      route('10.4.1.0/24', null, 'vmk0'),
      route('default', '10.8.1.1', 'vmk0'),
    ),
    'a connected subnet without a gateway': host(...table, vmk('vmk1', '10.4.2.7/24', { enabled: false })),
  },
  found: {
    'a gateway on no subnet': [
      host(...table, route('10.9.0.0/16', '10.8.1.1', 'vmk0')),
      { netstack: 'defaultTcpipStack', network: '10.9.0.0/16', gateway: '10.8.1.1', reason: 'gateway-off-subnet' },
      { severity: 'error' },
    ],
    'a disabled adapter': [
      host(vmk('vmk1', '10.4.2.7/24', { enabled: false }), ...table, route('10.9.0.0/16', '10.4.2.1', 'vmk1')),
      { network: '10.9.0.0/16', vmknic: 'vmk1', reason: 'adapter-disabled' },
      { severity: 'error' },
    ],
    'nobody answered ARP': [
      host(...table, route('10.9.0.0/16', '10.4.1.254', 'vmk0'), neighbor(silent)),
      { gateway: '10.4.1.254', reason: 'gateway-silent' },
      { severity: 'risk' },
    ],
  },
});
