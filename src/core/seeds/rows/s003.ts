import type { SeedRow } from '../row.ts';

const PATHS = 'test/seeds/paths.test.ts';

/** The problems of S003. */
export const S003: readonly SeedRow[] = [
  {
    id: 'shared-subnet',
    seed: 'S003',
    problem: 'Several adapters are in one subnet, and one of them carries all traffic into it.',
    rule: 'shared-subnet',
    scenario: 'shared-subnet',
    test: `${PATHS}: S003: several adapters in one subnet`,
  },
  {
    id: 'port-binding-exception',
    seed: 'S003',
    problem: 'Adapters that are bound to iSCSI share a subnet, and that is right.',
    rule: 'shared-subnet',
    scenario: 'port-binding',
    test: `${PATHS}: S003: adapters that are bound to iSCSI may share a subnet`,
  },
  {
    id: 'two-dhcp-adapters',
    seed: 'S003',
    problem: 'Two adapters take their address from one DHCP server and end up in one subnet.',
    rule: 'two-dhcp-adapters',
    scenario: 'two-dhcp',
    test: `${PATHS}: S003: two adapters by one DHCP server end up in one subnet`,
  },
  {
    id: 'console-shares-subnet',
    seed: 'S003',
    problem: 'A Service Console that shares a subnet with the VMkernel is fine on ESX and breaks on ESXi.',
    rule: 'console-shares-subnet',
    scenario: 'esx-to-esxi',
    test: `${PATHS}: S003: a console that shares a subnet is fine on ESX and breaks on ESXi`,
  },
  {
    id: 'esx-to-esxi',
    seed: 'S003',
    problem: 'A migration from ESX to ESXi makes one stack of two: what breaks, and which routes are to be added.',
    rule: 'esx-to-esxi',
    scenario: 'esx-to-esxi',
    test: 'test/seeds/esx-to-esxi.test.ts: S003: before its migration a classic host is told what breaks, and which routes to add',
  },
];
