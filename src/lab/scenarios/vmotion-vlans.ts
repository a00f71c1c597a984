import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

/** S004: vMotion fails, `vmkping -I vmk1` works: one range on two VLANs, and the table points at the wrong one. */
export function vmotionVlans(): Scenario {
  return {
    name: 'vmotion-vlans',
    story: 'Two hosts whose management and vMotion adapters share 10.57.4.0/24, one in VLAN 10, the other in VLAN 20.',
    source: 'S004',
    hosts: [host('pair-a', 21), host('pair-b', 22)],
  };
}

function host(name: string, number: number): ScenarioHost {
  const state = hostState('5.5.0', {
    name,
    gateways: { defaultTcpipStack: '10.57.4.1' },
    vmknics: [
      { ipv4: `10.57.4.${number}/24`, portgroup: 'Management Network', vlan: 10, tags: ['Management'] },
      { ipv4: `10.57.4.1${number}/24`, portgroup: 'vMotion', vlan: 20, vswitch: 'vSwitch1', tags: ['VMotion'] },
    ],
  });
  return {
    state,
    world: around(number),
    finds: ['split-vlan-subnet'],
    clearOf: ['gateway-off-subnet', 'overlapping-subnets', 'iscsi-binding'],
  };
}

/** Each host sees the other's adapters in their VLANs only. */
function around(number: number): World {
  const other = number === 21 ? 22 : 21;
  return {
    client: { address: '10.57.200.10', port: 50_211 },
    dials: `10.57.4.${number}`,
    nodes: [
      router('10.57.4.1', 7, { vlan: 10 }),
      { address: `10.57.4.${other}`, mac: `00:50:56:60:57:${other}`, vlan: 10 },
      { address: `10.57.4.1${other}`, mac: `00:50:56:61:57:${other}`, vlan: 20 },
    ],
    names: {},
    timeServers: {},
  };
}
