import { singleUplink } from '../../src/core/rules/single-uplink.ts';
import { host, vmk, vswitch } from '../support/host.ts';
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
    'no uplink at all': host(vmk0, vswitch('vSwitch0', { uplinks: [], portgroups: ['Mgmt'] })),
  },
  found: {
    'a vmkernel adapter on it': [
      host(vmk0, vswitch('vSwitch0', { uplinks: ['vmnic0'], portgroups: ['Mgmt'] })),
      { vswitch: 'vSwitch0', uplink: 'vmnic0', vmknics: ['vmk0'] },
      { severity: 'note' },
    ],
    'management by the name of its port group': [
      host(vswitch('vSwitch0', { uplinks: ['vmnic0'], portgroups: ['VM Network', 'Management Network'] })),
      { vswitch: 'vSwitch0', portgroups: ['Management Network'] },
    ],
  },
});
