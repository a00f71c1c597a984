import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S003: two adapters that one DHCP server has put into one subnet. */
export function twoDhcp(): Scenario {
  const state = hostState('5.0.0', {
    name: 'leased',
    gateways: { defaultTcpipStack: '10.71.4.1' },
    vmknics: [
      { ipv4: '10.71.4.51/24', portgroup: 'Management Network', dhcp: true, tags: ['Management'] },
      { ipv4: '10.71.4.52/24', portgroup: 'vMotion', vswitch: 'vSwitch1', dhcp: true, tags: ['VMotion'] },
    ],
  });
  return {
    name: 'two-dhcp',
    story: 'ESXi 5.0 whose management and vMotion adapters take their addresses from one DHCP server.',
    source: 'S003',
    hosts: [{ state, world, finds: ['two-dhcp-adapters', 'shared-subnet'], clearOf: ['gateway-off-subnet'] }],
  };
}

const world: World = {
  client: { address: '10.71.200.10', port: 50_211 },
  dials: '10.71.4.51',
  nodes: [router('10.71.4.1', 8)],
  names: {},
  timeServers: {},
};
