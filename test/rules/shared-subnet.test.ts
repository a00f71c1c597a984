import { expect, test } from 'vitest';
import { judge } from '../../src/core/rules/rule.ts';
import { sharedSubnet } from '../../src/core/rules/shared-subnet.ts';
import { esxi, host, iscsi, type Part, portgroup, route, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const vmotion = { services: ['vmotion'], tagsRead: true };
const table = route('10.20.0.0/24', null, 'vmk0');

testRule(sharedSubnet, {
  fine: {
    'a subnet each': host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.1.5/24')),
    'a netstack each': host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24', { netstack: 'vmotion' })),
    'one subnet in writing, but another by the mask': host(vmk('vmk0', '10.20.0.5/25'), vmk('vmk1', '10.20.0.200/25')),
    'iSCSI port binding': host(vmk('vmk1', '10.20.0.5/24'), vmk('vmk2', '10.20.0.6/24'), iscsi('vmk1', 'vmk2')),
    'multi-NIC vMotion': host(
      esxi('6.7.0'),
      vmk('vmk1', '10.20.0.5/24', vmotion),
      vmk('vmk2', '10.20.0.6/24', vmotion),
    ),
    'multi-NIC vMotion whose tags were read, which 5.0 could not': host(
      vmk('vmk1', '10.20.0.5/24', vmotion),
      vmk('vmk2', '10.20.0.6/24', vmotion),
    ),
    'several adapters in the vmotion stack': host(
      vmk('vmk1', '10.20.0.5/24', { netstack: 'vmotion' }),
      vmk('vmk2', '10.20.0.6/24', { netstack: 'vmotion' }),
    ),
    'overlay endpoints': host(
      vmk('vmk10', '10.20.0.5/24', { netstack: 'vxlan' }),
      vmk('vmk11', '10.20.0.6/24', { netstack: 'vxlan' }),
    ),
    'a disabled adapter': host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24', { enabled: false })),
    'an adapter without an address': host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', null)),
  },
  found: {
    'the table names the owner': [
      host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24'), table),
      {
        netstack: 'defaultTcpipStack',
        subnet: '10.20.0.0/24',
        vmknics: ['vmk0', 'vmk1'],
        owner: 'vmk0',
        absentFromTable: ['vmk1'],
      },
      { severity: 'error', certainty: 'documented' },
    ],
    'no listing, so no owner is named': [
      host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24')),
      { owner: null, absentFromTable: [] },
      { severity: 'error' },
    ],
    'in the order of their numbers': [
      host(vmk('vmk10', '10.20.0.7/24'), vmk('vmk2', '10.20.0.5/24')),
      { vmknics: ['vmk2', 'vmk10'] },
    ],
    'one adapter more than the bound ones': [
      host(
        vmk('vmk0', '10.20.0.4/24'),
        vmk('vmk1', '10.20.0.5/24'),
        vmk('vmk2', '10.20.0.6/24'),
        iscsi('vmk1', 'vmk2'),
      ),
      { vmknics: ['vmk0', 'vmk1', 'vmk2'], bound: ['vmk1', 'vmk2'] },
      { severity: 'error' },
    ],
    'a bound adapter that also carries vMotion': [
      host(vmk('vmk1', '10.20.0.5/24', vmotion), vmk('vmk2', '10.20.0.6/24'), iscsi('vmk1', 'vmk2')),
      { vmknics: ['vmk1', 'vmk2'] },
      { severity: 'error' },
    ],
    'management among the vMotion adapters': [
      host(
        esxi('6.7.0'),
        vmk('vmk0', '10.20.0.5/24', { services: ['management', 'vmotion'] }),
        vmk('vmk1', '10.20.0.6/24', vmotion),
      ),
      { services: { vmk0: ['management', 'vmotion'], vmk1: ['vmotion'] } },
      { severity: 'error' },
    ],
    'two vMotion adapters before 5.0': [
      host(
        esxi('4.1.0'),
        vmk('vmk1', '10.20.0.5/24', { services: ['vmotion'] }),
        vmk('vmk2', '10.20.0.6/24', { services: ['vmotion'] }),
      ),
      { doubt: null },
      { severity: 'error' },
    ],
    'two vMotion adapters of a version that is not known': [
      host(
        vmk('vmk1', '10.20.0.5/24', { services: ['vmotion'] }),
        vmk('vmk2', '10.20.0.6/24', { services: ['vmotion'] }),
      ),
      { doubt: 'version-unknown', settle: 'vmware -v' },
      { severity: 'note', certainty: 'inferred' },
    ],
    'no services and no bindings known, but named for iSCSI': [
      host(
        vmk('vmk1', '10.20.0.5/24', { portgroup: 'iSCSI-A' }),
        vmk('vmk2', '10.20.0.6/24', { portgroup: 'iSCSI-B' }),
      ),
      { doubt: 'binding-not-read', settle: 'esxcli iscsi networkportal list' },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'in different VLANs it is stronger': [
      host(
        vmk('vmk0', '10.20.0.5/24', { portgroup: 'Mgmt' }),
        vmk('vmk1', '10.20.0.6/24', { portgroup: 'Motion' }),
        portgroup('Mgmt', 10),
        portgroup('Motion', 20),
        table,
      ),
      { stronger: true, vlans: { vmk0: 10, vmk1: 20 } },
    ],
    'a private network inside the host is a note': [
      host(
        vmk('vmk1', '192.168.5.1/24', { portgroup: 'internal' }),
        vmk('vmk2', '192.168.5.7/24', { portgroup: 'other' }),
        vswitch('vSwitchInternal', { uplinks: [], portgroups: ['internal'] }),
      ),
      { doubt: 'hypervisor-internal' },
      { severity: 'note' },
    ],
  },
  notChecked: {
    'no adapters': [host(), ['esxcli network ip interface ipv4 get']],
    'an address that was not shown': [
      host(vmk('vmk0', '10.20.0.5/24'), vmk('vmk1')),
      ['esxcli network ip interface ipv4 get'],
    ],
  },
});

const remedyOf = (...parts: readonly Part[]) => judge(sharedSubnet, host(...parts)).findings[0]!.todo;
const both = [vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24')] as const;

test('the vmotion stack is a remedy for vMotion alone, on a version that has it', () => {
  const withVmotion = [vmk('vmk0', '10.20.0.5/24'), vmk('vmk1', '10.20.0.6/24', vmotion)] as const;
  expect(remedyOf(...withVmotion, esxi('7.0.3'))).toContain('vmotion stack');
  expect(remedyOf(...withVmotion, esxi('5.0.0'))).not.toContain('vmotion stack');
  expect(remedyOf(...both, esxi('7.0.3'))).not.toContain('vmotion stack');
});

test('beside iSCSI the other adapter leaves the subnet', () => {
  expect(remedyOf(...both, iscsi('vmk1'))).toMatch(/^Take vmk0 out of the subnet of the iSCSI adapters/);
});
