import { gatewayIsOwnAddress } from '../../src/core/rules/gateway-is-own-address.ts';
import { host, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

testRule(gatewayIsOwnAddress, {
  fine: {
    'a router': host(vmk('vmk0', '10.4.1.7/24'), route('default', '10.4.1.1', 'vmk0')),
    'the lower end of a /31': host(vmk('vmk0', '10.4.1.7/31'), route('default', '10.4.1.6', 'vmk0')),
    'an address of another stack': host(
      vmk('vmk0', '10.4.1.7/24'),
      vmk('vmk1', '10.4.1.1/24', { netstack: 'vmotion' }),
      route('default', '10.4.1.1', 'vmk0'),
    ),
  },
  found: {
    'its own address': [
      host(vmk('vmk0', '10.4.1.7/24'), route('default', '10.4.1.7', 'vmk0')),
      { netstack: 'defaultTcpipStack', gateway: '10.4.1.7', network: '0.0.0.0/0', vmknic: 'vmk0', is: 'own-address' },
      { severity: 'error' },
    ],
    'the broadcast address': [
      host(vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.255' })),
      { gateway: '10.4.1.255', is: 'broadcast-address' },
    ],
    'the network address, in a static route': [
      host(vmk('vmk0', '10.4.1.7/24'), route('10.9.0.0/16', '10.4.1.0', 'vmk0')),
      { network: '10.9.0.0/16', gateway: '10.4.1.0', is: 'network-address', subnet: '10.4.1.0/24' },
    ],
  },
  notChecked: {
    'no gateway was captured': [host(vmk('vmk0', '10.4.1.7/24')), ['esxcli network ip route ipv4 list']],
  },
});
