import type { SeedRow } from '../row.ts';

const TEST = 'test/seeds/reboot.test.ts';

/** Why a host restarted, and where its logs are. */
export const ROWS_R3: readonly SeedRow[] = [
  {
    id: 'reboot-cause',
    seed: 'S004',
    problem: 'A host was restarted, and nobody knows why or by whom.',
    rule: 'reboot-cause',
    scenario: 'reboot-dcui',
    test: `${TEST}: a host that was rebooted by hand at its console: the logs name the DCUI`,
  },
  {
    id: 'reboot-not-asked-for',
    seed: 'S004',
    problem: 'A host came up again by itself, and its logs hold no line of a stop.',
    rule: 'reboot-cause',
    scenario: 'power-lost',
    test: `${TEST}: its twin, where somebody was at the console and power was lost later, names nobody`,
  },
  {
    id: 'support-bundle',
    seed: 'S004',
    problem: 'The logs of before a restart are in an exported support bundle, below /var/run/log.',
    rule: 'reboot-cause',
    scenario: 'reboot-dcui',
    test: `${TEST}: an exported support bundle is read in the place of its unpacked folders, rotated logs of /var/run/log too`,
  },
];
