import { gatewayOffSubnet } from '../../src/core/rules/gateway-off-subnet.ts';
import { host, proof, route, stack, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const refused = { time: null, log: 'vmkernel.log', kind: 'gateway-refused', text: 'Unable to set VMkernel gateway' };

testRule(gatewayOffSubnet, {
  fine: {
    'the gateway in its subnet': host(vmk('vmk0', '10.4.1.7/24'), route('default', '10.4.1.1', 'vmk0')),
    'the gateway in another adapter subnet': host(
      vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.1' }),
      vmk('vmk1', '10.4.2.7/24', { gateway: '10.4.1.1' }),
    ),
    '0.0.0.0 is none': host(
      vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.1' }),
      vmk('vmk1', '10.4.2.7/24', { gateway: null }),
    ),
    'a reader that kept 0.0.0.0': host(vmk('vmk0', '10.4.1.7/24', { gateway: '0.0.0.0' })),
    'a stack each': host(
      vmk('vmk0', '10.4.1.7/24'),
      vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
      route('default', '10.4.1.1', 'vmk0'),
      route('default', '10.4.3.1', 'vmk2', { netstack: 'vmotion' }),
    ),
    'a /31 link': host(vmk('vmk0', '10.4.1.7/31'), route('default', '10.4.1.6', 'vmk0')),
  },
  found: {
    'the 3.5 listing alone, without an Interface column': [
      host(route('10.4.1.0/24', null), route('10.4.2.0/24', null), route('default', '10.4.0.254')),
      { netstack: 'defaultTcpipStack', gateway: '10.4.0.254', subnets: ['10.4.1.0/24', '10.4.2.0/24'], vmknic: null },
      { severity: 'error', certainty: 'documented' },
    ],
    'a gateway that bare esxcfg-route printed': [
      host(vmk('vmk0', '10.4.1.7/24'), stack('defaultTcpipStack', '10.9.9.1')),
      { netstack: 'defaultTcpipStack', gateway: '10.9.9.1', subnets: ['10.4.1.0/24'] },
    ],
    'printed by an adapter': [
      host(vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.1' }), vmk('vmk1', '10.4.2.7/24', { gateway: '10.4.3.1' })),
      { gateway: '10.4.3.1', vmknic: 'vmk1' },
    ],
    'the subnet of another stack does not count': [
      host(
        vmk('vmk0', '10.4.1.7/24'),
        vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
        route('default', '10.4.3.1', 'vmk0'),
      ),
      { netstack: 'defaultTcpipStack', gateway: '10.4.3.1' },
    ],
    'the boot message': [
      host({ logEvents: [{ ...refused, evidence: proof(refused, 'dmesg') }] }),
      { gateway: null, netstack: 'defaultTcpipStack' },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'one adapter of several was listed': [
      host(vmk('vmk3', '10.4.1.7/24', { gateway: '10.9.9.1' })),
      ['esxcli network ip interface ipv4 get'],
    ],
    'no gateway was captured': [host(vmk('vmk0', '10.4.1.7/24')), ['esxcli network ip route ipv4 list']],
    'a default entry alone': [host(route('default', '10.4.1.1')), ['esxcli network ip interface ipv4 get']],
  },
});
