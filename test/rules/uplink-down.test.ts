import { expect, test } from 'vitest';
import { judge } from '../../src/core/rules/rule.ts';
import { uplinkDown } from '../../src/core/rules/uplink-down.ts';
import { host, portgroup, uplink, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const two = vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'] });
const down = { link: 'down' as const };

testRule(uplinkDown, {
  fine: {
    'all up': host(two, uplink('vmnic0'), uplink('vmnic1')),
    'a NIC of no switch is down': host(two, uplink('vmnic0'), uplink('vmnic1'), uplink('vmnic7', down)),
    'a switch without uplinks': host(vswitch('vSwitch9', { uplinks: [] }), uplink('vmnic0', down)),
    'an unused uplink is down': host(
      vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], teaming: { active: ['vmnic0'], unused: ['vmnic1'] } }),
      uplink('vmnic0'),
      uplink('vmnic1', down),
    ),
  },
  found: {
    'one of two': [
      host(two, uplink('vmnic0'), uplink('vmnic1', down)),
      { vswitch: 'vSwitch0', uplinks: ['vmnic1'], all: false },
      { severity: 'risk' },
    ],
    'every one': [
      host(two, uplink('vmnic0', down), uplink('vmnic1', down)),
      { vswitch: 'vSwitch0', uplinks: ['vmnic0', 'vmnic1'], all: true },
      { severity: 'error' },
    ],
    'the only active uplink of a port group': [
      host(two, portgroup('iSCSI-A', 3, { teaming: { active: ['vmnic1'] } }), uplink('vmnic0'), uplink('vmnic1', down)),
      { vswitch: 'vSwitch0', portgroup: 'iSCSI-A', uplinks: ['vmnic1'], all: true },
      { severity: 'error' },
    ],
    'the active one, with a standby that is up': [
      host(
        vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1'], teaming: { active: ['vmnic0'], standby: ['vmnic1'] } }),
        uplink('vmnic0', down),
        uplink('vmnic1'),
      ),
      { uplinks: ['vmnic0'], all: false },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'an uplink whose link was not shown': [host(two, uplink('vmnic0')), ['esxcli network nic list']],
    'no switches': [host(uplink('vmnic0', down)), ['esxcli network vswitch standard list']],
  },
});

test('a dead switch is told once, not again for each of its port groups', () => {
  const team = { teaming: { active: ['vmnic0'] } };
  const state = host(two, portgroup('Mgmt', 3, team), uplink('vmnic0', down), uplink('vmnic1', down));
  expect(judge(uplinkDown, state).findings.map(({ facts }) => facts.portgroup)).toEqual([null]);
});

test('the lost link of a port group with no other is told once, and not as lost redundancy', () => {
  const state = host(
    two,
    portgroup('iSCSI-B', 3, { teaming: { active: ['vmnic1'] } }),
    uplink('vmnic0'),
    uplink('vmnic1', down),
  );
  const { findings } = judge(uplinkDown, state);
  expect(findings.map(({ facts }) => facts.portgroup)).toEqual(['iSCSI-B']);
  expect(findings[0]!.severity).toBe('error');
});

test('another link of the switch is told too, without the port group that it does not carry', () => {
  const state = host(
    vswitch('vSwitch0', { uplinks: ['vmnic0', 'vmnic1', 'vmnic2'] }),
    portgroup('iSCSI-B', 3, { teaming: { active: ['vmnic1'] } }),
    uplink('vmnic0'),
    uplink('vmnic1', down),
    uplink('vmnic2', down),
  );
  const [first] = judge(uplinkDown, state).findings;
  expect(first!.why).toContain('but not of iSCSI-B');
});

test('of links that were not shown nothing is claimed', () => {
  const [first] = judge(uplinkDown, host(two, uplink('vmnic1', down))).findings;
  expect(first!.why).not.toContain('carries the traffic');
});
