import { singleUplink } from '../../src/core/rules/single-uplink.ts';
import { host, iscsi, portgroup, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const vmk0 = vmk('vmk0', '10.80.0.5/24', { portgroup: 'Mgmt' });

testRule(singleUplink, {
  fine: {
    'two uplinks': host(vmk0, vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], portgroups: ['Mgmt'] })),
    'a switch for guests only': host(
      vmk0,
      vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], portgroups: ['Mgmt'] }),
      vswitch('vSwitch1', { uplinks: ['vmnic2'], portgroups: ['Guests'] }),
    ),
    'bound iSCSI asks for one uplink': host(
      vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], portgroups: ['iSCSI-A'] }),
      portgroup('iSCSI-A', 7, { teaming: { active: ['vmnic1'], unused: ['vmnic0'] } }),
      vmk('vmk1', '10.80.7.5/24', { portgroup: 'iSCSI-A' }),
      iscsi('vmk1'),
    ),
    'a standby is a second one': host(
      vmk0,
      vswitch('vSwitch0', {
        uplinks: ['vmnic0', 'vmnic1'],
        portgroups: ['Mgmt'],
        teaming: { active: ['vmnic0'], standby: ['vmnic1'] },
      }),
    ),
    'no uplink at all': host(vmk0, vswitch('vSwitch0', { uplinks: [], portgroups: ['Mgmt'] })),
  },
  found: {
    'a vmkernel adapter on it': [
      host(vmk0, vswitch('vSwitch0', { uplinks: ['vmnic0'], portgroups: ['Mgmt'] })),
      { vswitch: 'vSwitch0', uplink: 'vmnic0', vmknics: ['vmk0'] },
      { severity: 'note' },
    ],
    'two uplinks, one of them left out of the team': [
      host(
        vmk0,
        vswitch('vSwitch0', {
          uplinks: ['vmnic0', 'vmnic1'],
          portgroups: ['Mgmt'],
          teaming: { active: ['vmnic0'], standby: [], unused: ['vmnic1'] },
        }),
      ),
      { vswitch: 'vSwitch0', uplink: 'vmnic0', unused: ['vmnic1'], vmknics: ['vmk0'] },
    ],
    'a port group that uses one of two, and nothing is bound': [
      host(
        vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], portgroups: ['vMotion'] }),
        portgroup('vMotion', 7, { teaming: { active: ['vmnic1'], standby: [], unused: ['vmnic0'] } }),
        vmk('vmk1', '10.80.7.5/24', { portgroup: 'vMotion' }),
        { iscsi: [] },
      ),
      { uplink: 'vmnic1', unused: ['vmnic0'], vmknics: ['vmk1'], portgroups: ['vMotion'] },
    ],
    'management by the name of its port group': [
      host(vswitch('vSwitch0', { uplinks: ['vmnic0'], portgroups: ['VM Network', 'Management Network'] })),
      { vswitch: 'vSwitch0', portgroups: ['Management Network'] },
    ],
  },
});
