import { hostState, router } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** S004: the move of vmk0 was rolled back, and after the work-around both adapters bear its address. */
export function vdsMigrationStalled(): Scenario {
  const state = hostState('5.5.0', {
    name: 'half-moved',
    gateways: { defaultTcpipStack: '10.62.1.1' },
    uplinks: { vSwitch0: ['vmnic1'] },
    vmknics: [
      { ipv4: '10.62.1.7/24', portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: '10.62.1.7/24', portgroup: '12', tags: ['Management'] },
    ],
  });
  const [standard] = state.config.vswitches;
  standard!.portgroups = standard!.portgroups.filter(({ name }) => name !== '12');
  state.config.vmknics[1]!.name = 'vmk4';
  state.config.dvs.push({
    name: 'dvSwitch',
    id: '50 1e 5b ad e3 b4 af 25-18 f3 1c 4c fa 98 3d bb',
    mtu: 1500,
    uplinks: ['vmnic0'],
    ports: [
      { id: '8', client: 'vmnic0', portgroup: 'dvportgroup-30', vlan: 0 },
      { id: '12', client: 'vmk4', portgroup: 'dvportgroup-31', vlan: 0 },
    ],
  });
  state.uplinks.unshift({ ...state.uplinks[0]!, name: 'vmnic0', pci: '0000:10:00.0', mac: '3c:fd:fe:62:00:10' });
  return {
    name: 'vds-migration-stalled',
    story:
      'ESXi 5.5 whose management was to move to a distributed switch: vmk0 stayed behind, and vmk4 there bears the same address.',
    source: 'S004',
    hosts: [
      {
        state,
        world: {
          client: { address: '10.62.200.10', port: 50_211 },
          dials: '10.62.1.7',
          nodes: [router('10.62.1.1', 13)],
          names: {},
          timeServers: {},
        },
        finds: ['vds-migration-stalled'],
        clearOf: ['uplink-down', 'link-status-only', 'gateway-off-subnet'],
      },
    ],
  };
}
