import { redirectRoute } from '../../src/core/rules/redirect-route.ts';
import { host, route } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const table = [
  route('default', '10.4.1.1', 'vmk0', { source: 'MANUAL' }),
  route('10.4.1.0/24', null, 'vmk0', { source: 'MANUAL' }),
];

testRule(redirectRoute, {
  fine: {
    'no entry for one address': host(...table),
    'set by hand': host(...table, route('10.9.0.5/32', '10.4.1.2', 'vmk0', { source: 'MANUAL' })),
    'handed out by DHCP': host(...table, route('10.9.0.5/32', '10.4.1.2', 'vmk0', { source: 'DHCP' })),
    'connected, for one address': host(...table, route('10.9.0.5/32', null, 'vmk1', { source: 'OTHER' })),
    'learned, for a whole network': host(...table, route('10.9.0.0/24', '10.4.1.2', 'vmk0', { source: 'OTHER' })),
  },
  found: {
    'a source that nobody sets': [
      host(...table, route('10.9.0.5/32', '10.4.1.2', 'vmk0', { source: 'DYNAMIC' })),
      {
        netstack: 'defaultTcpipStack',
        network: '10.9.0.5/32',
        gateway: '10.4.1.2',
        vmknic: 'vmk0',
        source: 'DYNAMIC',
        winsOver: null,
      },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'it wins over a static route': [
      host(
        ...table,
        route('10.9.0.0/16', '10.4.1.9', 'vmk0', { source: 'MANUAL' }),
        route('10.9.0.5/32', '10.4.1.2', 'vmk0', { source: 'REDIRECT' }),
      ),
      { network: '10.9.0.5/32', winsOver: '10.9.0.0/16' },
    ],
    'esxcfg-route cannot tell': [
      host(route('10.4.1.0/24', null, 'vmk0'), route('10.9.0.5/32', '10.4.1.2', 'vmk0')),
      { network: '10.9.0.5/32', source: null },
      { severity: 'note' },
    ],
  },
});
