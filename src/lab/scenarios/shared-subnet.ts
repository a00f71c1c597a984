import { hostState, router } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S003: two adapters of one stack in one subnet. */
export function sharedSubnet(): Scenario {
  const state = hostState('6.7.0', {
    name: 'shared',
    gateways: { defaultTcpipStack: '10.52.3.1' },
    vmknics: [
      { ipv4: '10.52.3.31/24', portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: '10.52.3.131/24', portgroup: 'vMotion', tags: ['VMotion'] },
    ],
  });
  return {
    name: 'shared-subnet',
    story: 'Management and vMotion adapters share 10.52.3.0/24, and the routing table gives it to vmk0.',
    source: 'S003',
    hosts: [
      {
        state,
        world: {
          client: { address: '10.52.200.10', port: 50_211 },
          dials: '10.52.3.31',
          nodes: [router('10.52.3.1', 5), { address: '10.52.3.132', mac: '00:50:56:61:52:32' }],
          names: {},
          timeServers: {},
        },
        finds: ['shared-subnet'],
        clearOf: ['split-vlan-subnet', 'iscsi-binding', 'gateway-off-subnet'],
      },
    ],
  };
}
