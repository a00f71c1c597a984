import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S001: the VMkernel gateway is in no subnet of an adapter. */
export function oldGateway(): Scenario {
  const state = hostState('3.5.0', {
    name: 'esx35',
    gateways: { defaultTcpipStack: '172.18.60.254' },
    console: { ipv4: '172.18.10.35/24', gateway: '172.18.10.1' },
    vmknics: [
      { ipv4: '172.18.61.35/24', portgroup: 'iSCSI_SAN', vswitch: 'vSwitch1' },
      { ipv4: '172.18.62.35/24', portgroup: 'VMotion', vswitch: 'vSwitch2' },
    ],
  });
  return {
    name: 'old-gateway',
    story: 'ESX Server 3.5 whose VMkernel gateway 172.18.60.254 is in no subnet of its adapters.',
    source: 'S001',
    hosts: [{ state, world, finds: ['gateway-off-subnet'], clearOf: ['shared-subnet', 'console-shares-subnet'] }],
  };
}

const world: World = {
  client: { address: '172.18.90.10', port: 50_211 },
  dials: '172.18.10.35',
  nodes: [router('172.18.10.1', 3), { address: '172.18.61.9', mac: '00:a0:98:35:61:09' }],
  names: {},
  timeServers: {},
};
