import { hostState, router } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

const SWITCH = 'vSwitch1';

/** The twin of S003 that is fine: both adapters are bound to software iSCSI, each with an uplink of its own. */
export function portBinding(): Scenario {
  const state = hostState('7.0.3', {
    name: 'bound',
    gateways: { defaultTcpipStack: '10.53.3.1' },
    vmknics: [
      { ipv4: '10.53.3.41/24', portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: '10.53.7.41/24', portgroup: 'iSCSI-A', vlan: 70, vswitch: SWITCH, mtu: 9000 },
      { ipv4: '10.53.7.141/24', portgroup: 'iSCSI-B', vlan: 70, vswitch: SWITCH, mtu: 9000 },
    ],
    config: {
      iscsi: ['vmk1', 'vmk2'].map((vmknic) => ({ adapter: 'vmhba64', vmknic, compliant: true, pathStatus: 'active' })),
    },
  });
  const bound = state.config.vswitches.find(({ name }) => name === SWITCH)!;
  for (const [i, group] of bound.portgroups.entries()) {
    const active = bound.uplinks[i]!;
    group.teaming = { ...bound.teaming, active: [active], unused: bound.uplinks.filter((each) => each !== active) };
  }
  return {
    name: 'port-binding',
    story:
      'Two iSCSI adapters share a subnet on purpose: both are bound to the software adapter, each has its own uplink.',
    source: 'S003',
    hosts: [
      {
        state,
        world: {
          client: { address: '10.53.200.10', port: 50_211 },
          dials: '10.53.3.41',
          nodes: [router('10.53.3.1', 6, { vlan: 0 }), { address: '10.53.7.9', mac: '00:a0:98:53:07:09', vlan: 70 }],
          names: {},
          timeServers: {},
        },
        finds: [],
        clearOf: ['shared-subnet', 'iscsi-binding', 'overlapping-subnets', 'mtu-mismatch'],
      },
    ],
  };
}
