import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S003 and S002: a classic host before its migration, with everything that the one table of ESXi will change. */
export function esxToEsxi(): Scenario {
  const state = hostState('4.1.0', {
    name: 'esx-before',
    product: 'ESX',
    console: { ipv4: '10.69.1.11/24', gateway: '10.69.1.1' },
    gateways: { defaultTcpipStack: '10.69.2.1' },
    vmknics: [
      { ipv4: '10.69.1.111/24', portgroup: 'VMotion' },
      { ipv4: '10.69.2.11/24', portgroup: 'NFS', vswitch: 'vSwitch1' },
    ],
    config: {
      nfs: [
        { volume: 'near', server: '10.69.2.50', share: '/vol/near', accessible: true, mounted: true, version: 3 },
        { volume: 'far', server: '10.69.9.50', share: '/vol/far', accessible: true, mounted: true, version: 3 },
      ],
    },
  });
  return {
    name: 'esx-to-esxi',
    story: 'ESX 4.1 whose migration to ESXi will disable vmk0 and cut off the filer behind the VMkernel gateway.',
    source: 'S003',
    hosts: [
      {
        state,
        world,
        finds: ['esx-to-esxi', 'console-shares-subnet'],
        clearOf: ['shared-subnet', 'gateway-off-subnet', 'nfs-source-address'],
      },
    ],
  };
}

const world: World = {
  client: { address: '10.69.200.10', port: 50_211 },
  dials: '10.69.1.11',
  nodes: [router('10.69.1.1', 5), router('10.69.2.1', 6), { address: '10.69.2.50', mac: '00:a0:98:69:02:50' }],
  names: {},
  timeServers: {},
};
