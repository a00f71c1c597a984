import type { IscsiBinding } from '../../src/core/esxi/host-state.ts';
import { iscsiBinding } from '../../src/core/rules/iscsi-binding.ts';
import { esxi, host, portgroup, proof } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const bound = (vmknic: string, ipv4: string, more: Partial<IscsiBinding> = {}) => {
  const entry = { adapter: 'vmhba64', vmknic, ipv4, prefixLength: 24, compliant: true, pathStatus: 'active', ...more };
  return { iscsi: [{ ...entry, evidence: proof(entry, 'esxcli iscsi networkportal list') }] };
};
const vmk1 = bound('vmk1', '10.4.5.11');
const elsewhere = [vmk1, bound('vmk2', '10.4.6.11')] as const;

testRule(iscsiBinding, {
  fine: {
    'nothing is bound': host({ iscsi: [] }),
    'two in one subnet': host(vmk1, bound('vmk2', '10.4.5.12')),
    'cut off after the name': host({ iscsi: [{ vmknic: 'vmk1', evidence: proof({ vmknic: 'vmk1' }, 'x') }] }),
    'a subnet each, but another iSCSI adapter each': host(vmk1, bound('vmk2', '10.4.6.11', { adapter: 'vmhba65' })),
    'a switch each from 6.5 on': host(
      esxi('6.7.0'),
      bound('vmk1', '10.4.5.11', { vswitch: 'vSwitch1' }),
      bound('vmk2', '10.4.5.12', { vswitch: 'vSwitch2' }),
    ),
    'one active uplink': host(
      bound('vmk1', '10.4.5.11', { portgroup: 'iSCSI-A' }),
      portgroup('iSCSI-A', 5, { teaming: { active: ['vmnic2'], standby: [], unused: ['vmnic3'] } }),
    ),
  },
  found: {
    'the host says it is not compliant': [
      host(bound('vmk1', '10.4.5.11', { compliant: false })),
      { service: 'iscsi', adapter: 'vmhba64', vmknics: ['vmk1'], reason: 'not-compliant' },
      { severity: 'error', certainty: 'documented' },
    ],
    'a path that is not active': [
      host(bound('vmk1', '10.4.5.11', { pathStatus: 'last path' })),
      { vmknics: ['vmk1'], reason: 'path-not-active', status: 'last path' },
      { severity: 'risk' },
    ],
    'a path that nobody uses yet': [
      host(bound('vmk1', '10.4.5.11', { pathStatus: 'unused' })),
      { reason: 'path-not-active' },
      { severity: 'note' },
    ],
    'different subnets on 5.5': [
      host(esxi('5.5.0'), ...elsewhere),
      { vmknics: ['vmk1', 'vmk2'], subnets: ['10.4.5.0/24', '10.4.6.0/24'], reason: 'different-subnets' },
      { severity: 'risk', certainty: 'documented' },
    ],
    'different subnets on 7.0, where the guides disagree': [
      host(esxi('7.0.3'), ...elsewhere),
      { reason: 'different-subnets' },
      { severity: 'note', certainty: 'reported' },
    ],
    'different subnets, version not shown': [
      host(...elsewhere),
      { reason: 'different-subnets' },
      { severity: 'note', certainty: 'reported' },
    ],
    'different switches on 5.5': [
      host(
        esxi('5.5.0'),
        bound('vmk1', '10.4.5.11', { vswitch: 'vSwitch1' }),
        bound('vmk2', '10.4.5.12', { vswitch: 'vSwitch2' }),
      ),
      { reason: 'different-switches' },
      { severity: 'note' },
    ],
    'a standby uplink': [
      host(
        bound('vmk1', '10.4.5.11', { portgroup: 'iSCSI-A' }),
        portgroup('iSCSI-A', 5, { teaming: { active: ['vmnic2'], standby: ['vmnic3'] } }),
      ),
      { vmknics: ['vmk1'], reason: 'not-one-uplink' },
      { severity: 'risk' },
    ],
  },
});
