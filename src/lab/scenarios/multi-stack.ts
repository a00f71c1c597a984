import { hostState, router } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** A stack of its own for vMotion and one for provisioning, each with its table and gateway. */
export function multiStack(): Scenario {
  const state = hostState('8.0.2', {
    name: 'stacks',
    gateways: { defaultTcpipStack: '172.27.10.1', vmotion: '172.27.11.1', vSphereProvisioning: '172.27.13.1' },
    vmknics: [
      { ipv4: '172.27.10.81/24', portgroup: 'Management Network', vlan: 10, tags: ['Management'] },
      {
        ...{ ipv4: '172.27.11.81/24', portgroup: 'vMotion', vlan: 11, vswitch: 'vSwitch1', mtu: 9000 },
        ...{ netstack: 'vmotion', tags: ['VMotion'] },
      },
      {
        ...{ ipv4: '172.27.13.81/24', portgroup: 'Provisioning', vlan: 13 },
        ...{ netstack: 'vSphereProvisioning', tags: ['vSphereProvisioning'] },
      },
    ],
  });
  return {
    name: 'multi-stack',
    story: 'A healthy ESXi 8.0 with a TCP/IP stack of its own for vMotion and one for provisioning.',
    source: null,
    hosts: [
      {
        state,
        world: {
          client: { address: '172.27.200.10', port: 50_211 },
          dials: '172.27.10.81',
          nodes: [
            router('172.27.10.1', 8, { vlan: 10 }),
            router('172.27.11.1', 9, { vlan: 11, mtu: 9000 }),
            router('172.27.13.1', 10, { vlan: 13 }),
            { address: '172.27.11.82', mac: '00:50:56:61:27:82', vlan: 11 },
          ],
          names: {},
          timeServers: {},
        },
        finds: [],
        clearOf: [
          'shared-subnet',
          'overlapping-subnets',
          'no-default-gateway',
          'vmotion-stack-gateway',
          'mtu-mismatch',
        ],
      },
    ],
  };
}
