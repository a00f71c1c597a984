import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { splitVlanSubnet } from '../../src/core/rules/split-vlan-subnet.ts';
import { host, iscsi, portgroup, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const mgmt = vmk('vmk0', '10.30.0.5/24', { portgroup: 'Mgmt' });
const motion = vmk('vmk1', '10.30.0.6/24', { portgroup: 'Motion' });
const split = host(mgmt, motion, portgroup('Mgmt', 10), portgroup('Motion', 20));
const PORTGROUPS = 'esxcli network vswitch standard portgroup list';

testRule(splitVlanSubnet, {
  fine: {
    'one VLAN': host(mgmt, motion, portgroup('Mgmt', 10), portgroup('Motion', 10)),
    'subnets and VLANs apart': host(
      mgmt,
      vmk('vmk1', '10.30.1.6/24', { portgroup: 'Motion' }),
      portgroup('Mgmt', 10),
      portgroup('Motion', 20),
    ),
    'different stacks': host(
      mgmt,
      vmk('vmk1', '10.30.0.6/24', { portgroup: 'Motion', netstack: 'vmotion' }),
      portgroup('Mgmt', 10),
      portgroup('Motion', 20),
    ),
  },
  found: {
    'one subnet in two VLANs': [
      split,
      { subnet: '10.30.0.0/24', vmknics: ['vmk0', 'vmk1'], vlans: { vmk0: 10, vmk1: 20 } },
      { severity: 'error' },
    ],
    'bound adapters choose for themselves': [
      host(
        vmk('vmk1', '10.30.0.5/24', { portgroup: 'A' }),
        vmk('vmk2', '10.30.0.6/24', { portgroup: 'B' }),
        portgroup('A', 1),
        portgroup('B', 2),
        iscsi('vmk1', 'vmk2'),
      ),
      { vlans: { vmk1: 1, vmk2: 2 } },
      { severity: 'risk' },
    ],
    'a name on two switches is told apart by the adapter’s switch': [
      host(
        vmk('vmk0', '10.30.0.5/24', { portgroup: 'Same', vswitch: 'vSwitch0' }),
        vmk('vmk1', '10.30.0.6/24', { portgroup: 'Same', vswitch: 'vSwitch1' }),
        portgroup('Same', 5, { vswitch: 'vSwitch0' }),
        portgroup('Same', 6, { vswitch: 'vSwitch1' }),
      ),
      { vlans: { vmk0: 5, vmk1: 6 } },
    ],
  },
  notChecked: {
    'no port groups': [host(mgmt, motion), [PORTGROUPS]],
    'the port group of one is not listed': [host(mgmt, motion, portgroup('Mgmt', 10)), [PORTGROUPS]],
    'the VLAN of the guest says nothing': [
      host(mgmt, motion, portgroup('Mgmt', 10), portgroup('Motion', 4095)),
      [PORTGROUPS],
    ],
    'a name on two switches': [
      host(
        mgmt,
        motion,
        portgroup('Mgmt', 10),
        portgroup('Motion', 20),
        portgroup('Motion', 30, { vswitch: 'vSwitch1' }),
      ),
      [PORTGROUPS],
    ],
  },
});

test('it stands beside the shared subnet, since it is the graver fault and has a remedy of its own', () => {
  const rules = diagnose(split).findings.map(({ rule }) => rule);
  expect(rules).toContain('split-vlan-subnet');
  expect(rules).toContain('shared-subnet');
});
