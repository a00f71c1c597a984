import { twoDhcpAdapters } from '../../src/core/rules/two-dhcp-adapters.ts';
import { host, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const byDhcp = { dhcp: true };

testRule(twoDhcpAdapters, {
  fine: {
    'one with DHCP': host(vmk('vmk0', '10.40.0.5/24', byDhcp), vmk('vmk1', '10.40.1.5/24', { dhcp: false })),
    'a netstack each': host(
      vmk('vmk0', '10.40.0.5/24', byDhcp),
      vmk('vmk1', '10.40.1.5/24', { ...byDhcp, netstack: 'vmotion' }),
    ),
    'overlay endpoints': host(
      vmk('vmk10', '10.40.0.5/24', { ...byDhcp, netstack: 'vxlan' }),
      vmk('vmk11', '10.40.0.6/24', { ...byDhcp, netstack: 'vxlan' }),
    ),
    'a disabled one': host(
      vmk('vmk0', '10.40.0.5/24', byDhcp),
      vmk('vmk1', '10.40.0.6/24', { ...byDhcp, enabled: false }),
    ),
    'one without IPv4': host(vmk('vmk0', '10.40.0.5/24', byDhcp), vmk('vmk2', null, byDhcp)),
  },
  found: {
    'two with DHCP': [
      host(vmk('vmk0', '10.40.0.5/24', byDhcp), vmk('vmk1', '10.40.0.6/24', byDhcp)),
      { netstack: 'defaultTcpipStack', vmknics: ['vmk0', 'vmk1'] },
      { severity: 'risk' },
    ],
    'apart today': [
      host(vmk('vmk0', '10.40.0.5/24', byDhcp), vmk('vmk1', '10.40.1.6/24', byDhcp)),
      { apartNow: true },
      { severity: 'note' },
    ],
  },
  notChecked: {
    'how they got their address was not shown': [
      host(vmk('vmk0', '10.40.0.5/24'), vmk('vmk1', '10.40.1.6/24')),
      ['esxcli network ip interface ipv4 get'],
    ],
  },
});
