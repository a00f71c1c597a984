import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S000: replies to another LAN subnet leave by the public adapter, whichever address was dialled. */
export function provider(): Scenario {
  const state = hostState('6.7.0', {
    name: 'provider',
    gateways: { defaultTcpipStack: '198.51.100.65' },
    vmknics: [
      { ipv4: '198.51.100.66/28', portgroup: 'Public', tags: ['Management'] },
      { ipv4: '10.44.20.100/24', portgroup: 'LAN', vlan: 20, vswitch: 'vSwitch1', tags: ['Management'] },
    ],
  });
  state.connections.push(
    { protocol: 'tcp', local: '10.44.20.100:902', foreign: '10.44.20.9:51022', state: 'ESTABLISHED', process: 'hostd' },
    {
      protocol: 'tcp',
      local: '10.44.20.100:443',
      foreign: '10.44.40.55:51830',
      state: 'SYN_RCVD',
      process: 'rhttpproxy',
    },
  );
  return {
    name: 'provider',
    story:
      'Hosted at a provider: public vmk0, LAN vmk1, and clients of 10.44.40.0/24 that dial vmk1 and get no answer.',
    source: 'S000',
    hosts: [
      {
        state,
        world,
        finds: ['return-path'],
        clearOf: ['shared-subnet', 'gateway-off-subnet', 'unreachable-static-route'],
      },
    ],
  };
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** The provider's router drops private addresses; the LAN router knows both LAN subnets. */
const world: World = {
  client: { address: '192.0.2.77', port: 50_211 },
  dials: '198.51.100.66',
  nodes: [
    router('198.51.100.65', 1, { vlan: 0, reaches: [{ prefix: '0.0.0.0/0' }], drops: PRIVATE }),
    router('10.44.20.1', 2, { vlan: 20, reaches: [{ prefix: '10.44.40.0/24' }] }),
    { address: '10.44.20.9', mac: '00:50:56:9a:20:09', vlan: 20 },
  ],
  names: {},
  timeServers: { '192.0.2.123': { stratum: 2, refid: '192.0.2.1', offsetMs: 0.4 } },
};
