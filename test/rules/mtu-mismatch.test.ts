import { mtuMismatch } from '../../src/core/rules/mtu-mismatch.ts';
import { esxi, host, portgroup, uplink, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const jumbo = vmk('vmk1', '10.60.0.5/24', { mtu: 9000, portgroup: 'Storage' });
const storage = portgroup('Storage', 7, { vswitch: 'vSwitch1' });

testRule(mtuMismatch, {
  fine: {
    'the 1514 of ESX 3.5, which counts the Ethernet header': host(
      vmk('Storage', '10.60.1.5/24', { mtu: 1514, portgroup: 'Storage', vswitch: 'vSwitch1' }),
      vswitch('vSwitch1', { mtu: 1500 }),
    ),
    'jumbo frames of ESX 3.5, counted the same way': host(
      esxi('3.5.0'),
      vmk('Storage', '10.60.1.5/24', { mtu: 9014, portgroup: 'Storage', vswitch: 'vSwitch1' }),
      vswitch('vSwitch1', { mtu: 9000 }),
    ),
    equal: host(jumbo, storage, vswitch('vSwitch1', { mtu: 9000 })),
    'smaller than the switch': host(
      vmk('vmk0', '10.60.1.5/24', { mtu: 1500, portgroup: 'Storage' }),
      storage,
      vswitch('vSwitch1', { mtu: 9000 }),
    ),
    'the switch by its own list of port groups': host(
      jumbo,
      vswitch('vSwitch1', { mtu: 9000, portgroups: ['Storage'] }),
    ),
    'an uplink as large': host(
      jumbo,
      storage,
      vswitch('vSwitch1', { mtu: 9000, uplinks: ['vmnic2'] }),
      uplink('vmnic2', { mtu: 9000 }),
    ),
    'an uplink of no switch': host(
      jumbo,
      storage,
      vswitch('vSwitch1', { mtu: 9000, uplinks: ['vmnic2'] }),
      uplink('vmnic3', { mtu: 1500 }),
    ),
  },
  found: {
    'two adapters of one switch are one finding': [
      host(
        jumbo,
        vmk('vmk2', '10.60.1.5/24', { mtu: 9000, portgroup: 'Storage' }),
        storage,
        vswitch('vSwitch1', { mtu: 1500 }),
      ),
      { vmknics: ['vmk1', 'vmk2'], mtu: 9000, vswitch: 'vSwitch1', vswitchMtu: 1500 },
      { severity: 'error' },
    ],
    'an adapter larger than its switch': [
      host(jumbo, storage, vswitch('vSwitch1', { mtu: 1500 })),
      { vmknics: ['vmk1'], mtu: 9000, vswitch: 'vSwitch1', vswitchMtu: 1500 },
      { severity: 'error' },
    ],
    'a distributed switch by the port’s client': [
      host(
        vmk('vmk2', '10.60.0.6/24', { mtu: 9000, dvPort: '12' }),
        vswitch('dvs-a', { kind: 'distributed', mtu: 1500, ports: [{ id: '12', client: 'vmk2' }] }),
      ),
      { vmknics: ['vmk2'], vswitch: 'dvs-a' },
    ],
    'a switch larger than its uplink': [
      host(
        jumbo,
        storage,
        vswitch('vSwitch1', { mtu: 9000, uplinks: ['vmnic2', 'vmnic3'] }),
        uplink('vmnic2', { mtu: 1500 }),
        uplink('vmnic3', { mtu: 9000 }),
      ),
      { vswitch: 'vSwitch1', vswitchMtu: 9000, uplinks: ['vmnic2'], uplinkMtu: 1500, vmknics: ['vmk1'] },
      { severity: 'error' },
    ],
    'a switch larger than its uplink, and nothing on it that large': [
      host(
        vmk('vmk1', '10.60.0.5/24', { mtu: 1500, portgroup: 'Storage' }),
        storage,
        vswitch('vSwitch1', { mtu: 9000, uplinks: ['vmnic2'] }),
        uplink('vmnic2', { mtu: 1500 }),
      ),
      { vmknics: [] },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'the switch of the adapter is not known': [
      host(jumbo, vswitch('vSwitch0', { mtu: 1500 })),
      ['esxcli network ip interface list', 'esxcli network vswitch dvs vmware list'],
    ],
  },
});
