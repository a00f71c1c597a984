import { noDefaultGateway } from '../../src/core/rules/no-default-gateway.ts';
import { esxi, host, proof, route, stack, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const connected = route('10.4.1.0/24', null, 'vmk0', { source: 'MANUAL' });
const filtered = { netstack: 'defaultTcpipStack', network: '10.4.1.0/24', gateway: null, vmknic: 'vmk0' };

testRule(noDefaultGateway, {
  fine: {
    'there is one': host(connected, route('default', '10.4.1.1', 'vmk0')),
    'bare esxcfg-route shows one': host(connected, stack('defaultTcpipStack', '10.4.1.1')),
    'an adapter prints one': host(connected, vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.1' })),
    'a stack that was not listed': host(
      connected,
      route('default', '10.4.1.1', 'vmk0'),
      vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
    ),
    'the listing went through grep': host({
      routes: [{ ...filtered, evidence: proof(filtered, 'esxcfg-route -l | grep vmk0') }],
    }),
    'a row of the listing could not be read': host(connected, {
      unread: [{ line: 7, text: 'defau1t O.O.O.O ???', why: 'not an address' }],
    }),
  },
  found: {
    'the default stack': [
      host(connected),
      { netstack: 'defaultTcpipStack', gateway: null, destinations: [] },
      { severity: 'risk', certainty: 'documented' },
    ],
    'with peers that it cannot reach': [
      host(connected, { dns: { servers: ['10.4.1.3', '10.7.0.53'], evidence: {} } }),
      { destinations: ['10.7.0.53'] },
      { severity: 'risk' },
    ],
    'classic ESX has its management elsewhere': [
      host(esxi('4.1.0', { product: 'ESX', classic: true }), connected),
      { netstack: 'defaultTcpipStack' },
      { severity: 'note' },
    ],
    'an overlay stack': [
      host(route('10.4.8.0/24', null, 'vmk10', { netstack: 'vxlan' })),
      { netstack: 'vxlan' },
      { severity: 'note' },
    ],
    'the vmotion stack': [
      host(
        vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
        route('10.4.3.0/24', null, 'vmk2', { netstack: 'vmotion' }),
      ),
      { netstack: 'vmotion', vmknics: ['vmk2'] },
      { severity: 'note' },
    ],
    'a stack that prints none': [host(stack('vmotion', null)), { netstack: 'vmotion' }, { severity: 'note' }],
  },
  notChecked: {
    'no listing': [host(vmk('vmk0', '10.4.1.7/24')), ['esxcli network ip route ipv4 list']],
    'no listing on 4.1': [host(esxi('4.1.0'), vmk('vmk0', '10.4.1.7/24')), ['esxcfg-route -l']],
  },
});
