import { hostState, router } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

/** S004: a router between tunnel endpoints has an MTU of 1500; the host beside it has the fault on its own endpoint. */
export function overlayRouter(): Scenario {
  return {
    name: 'overlay-router',
    story:
      'Tunnel endpoints in two subnets: on one host everything is large enough and the router between them is not, on the other its own endpoint is too small.',
    source: 'S004',
    hosts: [nested('overlay-a', 31, 1600), nested('overlay-b', 32, 1500)],
  };
}

const ENDPOINT = '10.68.20.2';

function nested(name: string, last: number, mtu: number): ScenarioHost {
  const state = hostState('6.7.0', {
    name,
    gateways: { defaultTcpipStack: '10.68.4.1', vxlan: '10.68.10.1' },
    vmknics: [
      { ipv4: `10.68.4.${last}/24`, portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: `10.68.10.${last}/24`, portgroup: 'VTEP', vlan: 10, vswitch: 'vSwitch1', mtu, netstack: 'vxlan' },
    ],
  });
  return {
    state,
    world: {
      client: { address: '10.68.200.10', port: 50_211 },
      dials: `10.68.4.${last}`,
      nodes: [
        router('10.68.4.1', 4),
        // A packet larger than the interface of the router on the other side vanishes.
        { ...router('10.68.10.1', 10, { vlan: 10 }), reaches: [{ prefix: '10.68.20.0/24', mtu: 1500 }] },
        { address: ENDPOINT, mac: '00:50:56:61:20:02', vlan: 20 },
      ],
      names: {},
      timeServers: {},
    },
    finds: mtu < 1600 ? ['overlay-mtu'] : [],
    clearOf: mtu < 1600 ? ['overlay-path'] : ['overlay-mtu', 'overlay-path', 'mtu-mismatch'],
  };
}
