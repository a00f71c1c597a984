import { iscsiPersonality } from '../../src/core/rules/iscsi-personality.ts';
import { host, type Part, proof, uplink } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const FLEX = 'HP FlexFabric 10Gb 2-port 534FLR-SFP+ Adapter';
const PLAIN = 'HP Ethernet 10Gb 2-port 530SFP+ Adapter';
const CHIP = 'QLogic Corporation NetXtreme II BCM57810 10 Gigabit Ethernet';

const nic = (name: string, description?: string, driver = 'bnx2x') =>
  uplink(name, { driver, ...(description === undefined ? {} : { description }) });
const adapters = (...drivers: readonly string[]): Part => ({
  iscsiAdapters: drivers.map((driver, i) => {
    const entry = { adapter: `vmhba${33 + i}`, driver, state: 'unbound' };
    return { ...entry, evidence: proof(entry, 'esxcli iscsi adapter list') };
  }),
});
const ports = (...pairs: readonly (readonly [adapter: string, vmnic: string])[]): Part => ({
  iscsiPorts: pairs.map(([adapter, vmnic]) => {
    const entry = { adapter, vmnic };
    return { ...entry, evidence: proof(entry, 'esxcli iscsi physicalnetworkportal list') };
  }),
});
const cards = [adapters('bnx2i', 'bnx2i'), ports(['vmhba33', 'vmnic6'], ['vmhba34', 'vmnic7'])] as const;

testRule(iscsiPersonality, {
  fine: {
    'every port of the driver is an adapter': host(nic('vmnic6', FLEX), nic('vmnic7', FLEX), ...cards),
    'the others have another driver': host(nic('vmnic0', undefined, 'ntg3'), nic('vmnic6'), nic('vmnic7'), ...cards),
    'only the software adapter is in use': host(
      nic('vmnic4', FLEX),
      nic('vmnic5', FLEX),
      adapters('iscsi_vmk'),
      ports(['vmhba33', 'vmnic4'], ['vmhba33', 'vmnic5']),
    ),
    'the others are named as plain Ethernet': host(
      nic('vmnic4', PLAIN),
      nic('vmnic6', FLEX),
      nic('vmnic7', FLEX),
      ...cards,
    ),
    'no converged card, nothing of iSCSI was read': host(nic('vmnic0', PLAIN)),
  },
  found: {
    'the converged ports are the ones that are missing': [
      host(nic('vmnic4', FLEX), nic('vmnic5', FLEX), nic('vmnic6', PLAIN), nic('vmnic7', PLAIN), ...cards),
      { uplinks: ['vmnic4', 'vmnic5'], others: ['vmnic6', 'vmnic7'], driver: 'bnx2x', converged: true },
      { severity: 'risk', certainty: 'reported' },
    ],
    'the names tell the chip only': [
      host(nic('vmnic4', CHIP), nic('vmnic5', CHIP), nic('vmnic6', CHIP), nic('vmnic7', CHIP), ...cards),
      { uplinks: ['vmnic4', 'vmnic5'], converged: false },
      { severity: 'note' },
    ],
    'without the list of adapters, one with a single NIC is a card': [
      host(
        nic('vmnic4', FLEX),
        nic('vmnic6', PLAIN),
        ports(['vmhba33', 'vmnic6'], ['vmhba64', 'vmnic4'], ['vmhba64', 'vmnic6']),
      ),
      { uplinks: ['vmnic4'], others: ['vmnic6'] },
    ],
  },
  notChecked: {
    'the adapters were not listed': [
      host(nic('vmnic4', FLEX)),
      ['esxcli iscsi adapter list', 'esxcli iscsi physicalnetworkportal list'],
    ],
  },
});
