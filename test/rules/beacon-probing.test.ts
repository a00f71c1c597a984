import { beaconProbing } from '../../src/core/rules/beacon-probing.ts';
import { host, portgroup, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const beacon = (...active: string[]) => ({ active, failureDetection: 'beacon', loadBalancing: 'srcport' });
const three = vswitch('vSwitch0', {
  uplinks: ['vmnic0', 'vmnic1', 'vmnic2'],
  teaming: beacon('vmnic0', 'vmnic1', 'vmnic2'),
});

testRule(beaconProbing, {
  fine: {
    'three uplinks': host(three),
    'link status with two': host(
      vswitch('vSwitch0', {
        uplinks: ['vmnic0', 'vmnic1'],
        teaming: { active: ['vmnic0', 'vmnic1'], failureDetection: 'link' },
      }),
    ),
    'no policy asks for beacons': host(vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], beacon: false })),
    'a port group that inherits it is not told again': host(
      three,
      portgroup('Mgmt', 0, { teaming: beacon('vmnic0', 'vmnic1', 'vmnic2') }),
    ),
    'no uplinks at all': host(vswitch('vSwitch9', { uplinks: [], teaming: beacon() })),
  },
  found: {
    'two uplinks': [
      host(vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], teaming: beacon('vmnic0', 'vmnic1') })),
      { vswitch: 'vSwitch0', portgroup: null, uplinks: ['vmnic0', 'vmnic1'], reason: 'too-few' },
      { severity: 'risk', certainty: 'reported' },
    ],
    'three, one of them unused': [
      host(
        vswitch('vSwitch0', {
          uplinks: ['vmnic0', 'vmnic1', 'vmnic2'],
          teaming: { ...beacon('vmnic0', 'vmnic1'), unused: ['vmnic2'] },
        }),
      ),
      { reason: 'too-few', uplinks: ['vmnic0', 'vmnic1'] },
    ],
    'IP hash, however many': [
      host(
        vswitch('vSwitch0', {
          uplinks: ['vmnic0', 'vmnic1', 'vmnic2'],
          teaming: { ...beacon('vmnic0', 'vmnic1', 'vmnic2'), loadBalancing: 'iphash' },
        }),
      ),
      { reason: 'ip-hash' },
      { certainty: 'inferred' },
    ],
    'a port group of its own mind': [
      host(three, portgroup('iSCSI-A', 3, { teaming: { ...beacon('vmnic0'), overridden: true } })),
      { vswitch: 'vSwitch0', portgroup: 'iSCSI-A', uplinks: ['vmnic0'], reason: 'too-few' },
    ],
  },
  notChecked: {
    'beacons are sent and the policy was not shown': [
      host(vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], beacon: true })),
      ['esxcli network vswitch standard policy failover get -v vSwitch0'],
    ],
  },
});
