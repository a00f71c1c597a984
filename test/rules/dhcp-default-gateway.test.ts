import { dhcpDefaultGateway } from '../../src/core/rules/dhcp-default-gateway.ts';
import { esxi, host, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const leased = route('default', '10.4.2.1', 'vmk1', { source: 'DHCP' });

testRule(dhcpDefaultGateway, {
  fine: {
    'set by hand': host(
      vmk('vmk0', '10.4.1.7/24', { dhcp: false }),
      vmk('vmk1', '10.4.2.7/24', { dhcp: true }),
      route('default', '10.4.1.1', 'vmk0', { source: 'MANUAL' }),
    ),
    'all adapters lease their addresses': host(vmk('vmk1', '10.4.2.7/24', { dhcp: true }), leased),
    'not known how the other has its address': host(vmk('vmk0', '10.4.1.7/24'), leased),
    'the fixed one is in another stack': host(
      vmk('vmk0', '10.4.1.7/24', { dhcp: false, netstack: 'vmotion' }),
      vmk('vmk1', '10.4.2.7/24', { dhcp: true }),
      leased,
    ),
    'too old for a Source column': host(
      esxi('4.1.0'),
      vmk('vmk0', '10.4.1.7/24', { dhcp: false }),
      route('default', '10.4.1.1', 'vmk0'),
    ),
  },
  found: {
    'a fixed adapter beside it': [
      host(vmk('vmk0', '10.4.1.7/24', { dhcp: false }), vmk('vmk1', '10.4.2.7/24', { dhcp: true }), leased),
      {
        netstack: 'defaultTcpipStack',
        gateway: '10.4.2.1',
        network: '0.0.0.0/0',
        vmknic: 'vmk1',
        vmknics: ['vmk0'],
      },
      { severity: 'note', certainty: 'inferred' },
    ],
  },
  notChecked: {
    'a listing without sources': [
      host(vmk('vmk0', '10.4.1.7/24', { dhcp: false }), route('default', '10.4.1.1', 'vmk0')),
      ['esxcli network ip route ipv4 list'],
    ],
  },
});
