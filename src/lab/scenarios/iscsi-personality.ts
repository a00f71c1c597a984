import { hostState, router, type SimulatedState } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

const ONE_GIGABIT = 'Broadcom Corporation HP Ethernet 1Gb 4-port 331i Adapter';
const CONVERGED = 'QLogic Corporation HP FlexFabric 10Gb 2-port 534FLR-SFP+ Adapter';
const ETHERNET = 'QLogic Corporation HP Ethernet 10Gb 2-port 530SFP+ Adapter';

/** S004: the converged ports are no iSCSI adapters; on the host beside it they are. */
export function iscsiPersonality(): Scenario {
  return {
    name: 'iscsi-personality',
    story:
      'Two 10 Gb cards, and only the ports of the plain one are iSCSI adapters: the FlexFabric ports are set to FCoE. On the host beside it all four are.',
    source: 'S004',
    hosts: [
      withCards('flex-fcoe', '10.67.4.21', ['vmnic6', 'vmnic7'], true),
      withCards('flex-iscsi', '10.67.4.22', ['vmnic4', 'vmnic5', 'vmnic6', 'vmnic7'], false),
    ],
  };
}

function withCards(name: string, address: string, asAdapters: readonly string[], fails: boolean): ScenarioHost {
  const state = hostState('5.5.0', {
    name,
    gateways: { defaultTcpipStack: '10.67.4.1' },
    vmknics: [
      { ipv4: `${address}/24`, portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: address.replace('.4.', '.8.').concat('/24'), portgroup: 'iSCSI', vlan: 8, vswitch: 'vSwitch1' },
    ],
    uplinks: { vSwitch0: ['vmnic4', 'vmnic6'], vSwitch1: ['vmnic5', 'vmnic7'] },
  });
  Object.assign(state, { platform: { vendor: 'HP', product: 'ProLiant DL360 Gen9' } });
  for (const uplink of state.uplinks) Object.assign(uplink, cardOf(uplink.name));
  state.cards = asAdapters.map((vmnic, i) => ({ adapter: `vmhba${33 + i}`, driver: 'bnx2i', vmnic }));
  return {
    state,
    world: {
      client: { address: '10.67.200.10', port: 50_211 },
      dials: address,
      nodes: [router('10.67.4.1', 7), { address: '10.67.8.60', mac: '00:a0:98:67:08:60', vlan: 8 }],
      names: {},
      timeServers: {},
    },
    finds: fails ? ['iscsi-personality'] : [],
    clearOf: [...(fails ? [] : ['iscsi-personality']), 'uplink-down', 'iscsi-binding'],
  };
}

/** vmnic4 and vmnic5 are the converged card, vmnic6 and vmnic7 the plain one; one chip and one driver for both. */
function cardOf(name: string): Pick<SimulatedState['uplinks'][number], 'driver' | 'description'> {
  const number = Number(name.slice('vmnic'.length));
  if (number < 4) return { driver: 'tg3', description: ONE_GIGABIT };
  return { driver: 'bnx2x', description: number < 6 ? CONVERGED : ETHERNET };
}
