import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { sharedSubnet } from '../../src/core/rules/shared-subnet.ts';
import { vdsMigrationStalled } from '../../src/core/rules/vds-migration-stalled.ts';
import { host, logged, route, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const standard = vswitch('vSwitch0', { uplinks: ['vmnic1'], portgroups: ['Management Network'] });
const target = (...clients: string[]) =>
  vswitch('dvSwitch', {
    kind: 'distributed',
    uplinks: ['vmnic0'],
    ports: clients.map((client, i) => ({ id: String(10 + i), client })),
  });
const vmk0 = vmk('vmk0', '10.82.1.5/24', { portgroup: 'Management Network', services: ['management'], tagsRead: true });
const rolledBack = logged(
  'Event 812 : Network configuration on the host is rolled back as it disconnects the host from vCenter',
);

testRule(vdsMigrationStalled, {
  fine: {
    'management stays on its standard switch, vMotion is on the distributed one': host(
      standard,
      target('vmk1'),
      vmk0,
      vmk('vmk1', '10.82.2.5/24', { services: ['vmotion'], tagsRead: true }),
    ),
    'vMotion there shares the subnet, which is another finding': host(
      standard,
      target('vmk1'),
      vmk0,
      vmk('vmk1', '10.82.1.6/24', { services: ['vmotion'], tagsRead: true }),
    ),
    'a second management adapter in a subnet of its own': host(
      standard,
      target('vmk1'),
      vmk0,
      vmk('vmk1', '10.82.9.5/24', { services: ['management'], tagsRead: true }),
    ),
    'the move is done': host(
      vswitch('vSwitch0', { uplinks: [], portgroups: [] }),
      target('vmk0'),
      vmk('vmk0', '10.82.1.5/24', { services: ['management'] }),
    ),
    'the old adapter is disabled': host(
      standard,
      target('vmk4'),
      vmk('vmk0', '10.82.1.5/24', { portgroup: 'Management Network', enabled: false }),
      vmk('vmk4', '10.82.1.5/24', { services: ['management'] }),
    ),
    'a log tells of a rollback, and there is no distributed switch': host(standard, vmk0, rolledBack),
    'a log says that nothing was rolled back': host(
      standard,
      target(),
      vmk0,
      logged('The network configuration was not rolled back'),
    ),
    'an empty vmk0 beside a vMotion adapter over there': host(
      standard,
      target('vmk4'),
      vmk('vmk0', null, { portgroup: 'Management Network' }),
      vmk('vmk4', '10.82.1.5/24', { services: ['vmotion'], tagsRead: true }),
    ),
    'an empty vmk0, and another adapter has the default route': host(
      standard,
      target('vmk4'),
      vmk('vmk0', null, { portgroup: 'Management Network' }),
      vmk('vmk4', '10.82.1.5/24'),
      route('0.0.0.0/0', '10.82.1.1', 'vmk1'),
    ),
    'two adapters of one address on a standard switch': host(
      standard,
      vmk0,
      vmk('vmk1', '10.82.1.5/24', { portgroup: 'Management Network' }),
    ),
  },
  found: {
    'both adapters bear one address': [
      host(standard, target('vmk4'), vmk0, vmk('vmk4', '10.82.1.5/24', { services: ['management'] })),
      { sign: 'one-address', vmknics: ['vmk0', 'vmk4'], address: '10.82.1.5', from: 'vSwitch0', to: 'dvSwitch' },
      { severity: 'error' },
    ],
    'without tags vmk0 is taken for management': [
      host(
        standard,
        target('vmk4'),
        vmk('vmk0', '10.82.1.5/24', { portgroup: 'Management Network' }),
        vmk('vmk4', '10.82.1.5/24'),
      ),
      { sign: 'one-address', vmknics: ['vmk0', 'vmk4'] },
    ],
    'the list of adapters alone tells their switches': [
      host(
        vmk('vmk0', '10.82.1.5/24', { portgroup: 'Management Network', vswitch: 'vSwitch0' }),
        vmk('vmk4', '10.82.1.5/24', { vswitch: 'dvSwitch', dvPort: '24' }),
      ),
      { sign: 'one-address', vmknics: ['vmk0', 'vmk4'], from: 'vSwitch0', to: 'dvSwitch', uplinks: [] },
      { severity: 'error' },
    ],
    'the address is at the new adapter alone, and the default route with it': [
      host(
        standard,
        target('vmk4'),
        vmk('vmk0', null, { portgroup: 'Management Network' }),
        vmk('vmk4', '10.82.1.5/24'),
        route('0.0.0.0/0', '10.82.1.1', 'vmk4'),
      ),
      { sign: 'emptied', vmknics: ['vmk0', 'vmk4'], address: '10.82.1.5' },
      { severity: 'risk' },
    ],
    'a second management adapter waits in the same subnet': [
      host(standard, target('vmk4'), vmk0, vmk('vmk4', '10.82.1.9/24', { services: ['management'], tagsRead: true })),
      { sign: 'half-moved', vmknics: ['vmk0', 'vmk4'], uplinks: ['vmnic0'] },
      { severity: 'risk' },
    ],
    'a log tells of the rollback': [
      host(standard, target(), vmk0, rolledBack),
      { sign: 'rolled-back', vmknics: ['vmk0'], to: 'dvSwitch' },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'no switches': [host(vmk0), ['esxcli network vswitch dvs vmware list']],
  },
});

const both = (vmk4: string) =>
  host(
    vmk('vmk0', '10.82.1.5/24', { portgroup: 'Management Network', vswitch: 'vSwitch0' }),
    vmk('vmk4', vmk4, { vswitch: 'dvSwitch', dvPort: '24' }),
  );

test('that they share a subnet is told under the move, as one address twice; two addresses of a subnet stand alone', () => {
  const [found, ...more] = diagnose(both('10.82.1.5/24'), [vdsMigrationStalled, sharedSubnet]).findings;
  expect(more).toEqual([]);
  expect(found?.rule).toBe('vds-migration-stalled');
  expect(found?.explains.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('the address 10.82.1.5 stands twice'),
  ]);
  const [shared] = diagnose(both('10.82.1.6/24'), [vdsMigrationStalled, sharedSubnet]).findings;
  expect(shared).toMatchObject({ rule: 'shared-subnet', facts: { oneAddress: null } });
  expect(shared?.todo).toContain('a subnet and VLAN of its own');
});
