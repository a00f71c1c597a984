import { overlappingSubnets } from '../../src/core/rules/overlapping-subnets.ts';
import { host, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

testRule(overlappingSubnets, {
  fine: {
    'subnets apart': host(vmk('vmk0', '172.20.0.5/22'), vmk('vmk1', '172.20.4.5/24')),
    'equal prefixes are another rule': host(vmk('vmk0', '172.20.0.5/22'), vmk('vmk1', '172.20.0.6/22')),
    'a netstack each': host(vmk('vmk0', '172.20.0.5/16'), vmk('vmk1', '172.20.1.6/24', { netstack: 'vmotion' })),
    'a disabled adapter': host(vmk('vmk0', '172.20.0.5/16'), vmk('vmk1', '172.20.1.6/24', { enabled: false })),
    'a network inside the host': host(
      vmk('vmk0', '192.168.0.5/16'),
      vmk('vmk1', '192.168.5.1/24', { portgroup: 'internal' }),
      vswitch('vSwitchInternal', { uplinks: [], portgroups: ['internal'] }),
    ),
  },
  found: {
    'a subnet inside another': [
      host(vmk('vmk0', '172.20.0.5/16'), vmk('vmk1', '172.20.1.6/24')),
      { netstack: 'defaultTcpipStack', subnets: ['172.20.0.0/16', '172.20.1.0/24'], vmknics: ['vmk0', 'vmk1'] },
      { severity: 'error' },
    ],
    'the nearest that holds it, past one that has ended': [
      host(
        vmk('vmk0', '172.16.0.5/12'),
        vmk('vmk1', '172.20.1.6/24'),
        vmk('vmk2', '172.20.0.7/16'),
        vmk('vmk3', '172.21.0.7/16'),
      ),
      { larger: ['vmk0'], smaller: ['vmk3'] },
    ],
    'innermost first': [
      host(vmk('vmk0', '172.16.0.5/12'), vmk('vmk1', '172.20.1.6/24'), vmk('vmk2', '172.20.0.7/16')),
      { larger: ['vmk2'], smaller: ['vmk1'] },
    ],
  },
});
