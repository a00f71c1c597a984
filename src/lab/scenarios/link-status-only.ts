import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

const SWITCH = 'vSwitch1';
const DEAD = 'vmnic3';

/** S004: vMotion hangs at a low percentage on the host whose adapter sits on the dead uplink; the other host has one too, and luck. */
export function linkStatusOnly(): Scenario {
  return {
    name: 'link-status-only',
    story:
      'Two hosts with an uplink that is up and passes nothing: vMotion hangs on the one whose adapter sits on it, and works on the other.',
    source: 'S004',
    hosts: [host('dead-uplink', 31, DEAD), host('lucky', 32, 'vmnic2')],
  };
}

function host(name: string, number: number, pinned: string): ScenarioHost {
  const state = hostState('5.5.0', {
    name,
    gateways: { defaultTcpipStack: '10.61.4.1' },
    vmknics: [
      { ipv4: `10.61.4.${number}/24`, portgroup: 'Management Network', vlan: 4, tags: ['Management'] },
      { ipv4: `10.61.5.${number}/24`, portgroup: 'vMotion', vlan: 5, vswitch: SWITCH, tags: ['VMotion'] },
    ],
  });
  state.pinned = { vmk1: pinned };
  for (const uplink of state.uplinks) {
    if (uplink.name === DEAD) uplink.blocked = true;
    else uplink.switchPort = { device: 'switch-a', port: `GigabitEthernet0/${number}${uplink.name.slice(-1)}` };
  }
  return {
    state,
    world: around(number),
    finds: ['link-status-only'],
    clearOf: ['uplink-down', 'shared-subnet', 'single-uplink'],
  };
}

function around(number: number): World {
  return {
    client: { address: '10.61.200.10', port: 50_211 },
    dials: `10.61.4.${number}`,
    nodes: [router('10.61.4.1', 12, { vlan: 4 }), { address: '10.61.5.33', mac: '00:50:56:61:05:33', vlan: 5 }],
    names: {},
    timeServers: {},
  };
}
