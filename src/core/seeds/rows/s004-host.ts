import type { SeedRow } from '../row.ts';

const BLADE = 'test/seeds/blade-and-logs.test.ts';
const REBOOT = 'test/seeds/reboot.test.ts';

/** Of S004: the host itself: restarts, logs, memory, images. */
export const S004_HOST: readonly SeedRow[] = [
  {
    id: 'logs-by-browser',
    seed: 'S004',
    problem: 'The logs of a host are wanted without SSH and without a client.',
    rule: 'logs-by-browser',
    scenario: 'logs-lockdown',
    test: `${BLADE}: logs by a browser: the address of this host, and that lockdown lets in its exception users alone`,
  },
  {
    id: 'reboot-cause',
    seed: 'S004',
    problem: 'A host was restarted, and nobody knows why or by whom.',
    rule: 'reboot-cause',
    scenario: 'reboot-dcui',
    test: `${REBOOT}: a host that was rebooted by hand at its console: the logs name the DCUI`,
  },
  {
    id: 'reboot-not-asked-for',
    seed: 'S004',
    problem: 'A host came up again by itself, and its logs hold no line of a stop.',
    rule: 'reboot-cause',
    scenario: 'power-lost',
    test: `${REBOOT}: its twin, where somebody was at the console and power was lost later, names nobody`,
  },
  {
    id: 'support-bundle',
    seed: 'S004',
    problem: 'The logs of before a restart are in an exported support bundle, below /var/run/log.',
    rule: 'reboot-cause',
    scenario: 'reboot-dcui',
    test: `${REBOOT}: an exported support bundle is read in the place of its unpacked folders, rotated logs of /var/run/log too`,
  },
  {
    id: 'memory-states',
    seed: 'S004',
    problem: 'A host is short of memory, and which of its memory states means what is to be known.',
    rule: 'memory-state',
    scenario: 'memory-soft',
    test: 'test/seeds/memory.test.ts: soft on 5.5: it balloons, and the four states are the ones of that version',
  },
  {
    id: 'ballooning-without-shortage',
    seed: 'S004',
    problem: 'A machine balloons although its host has plenty of memory.',
    rule: 'memory-state',
    scenario: 'memory-limit',
    test: 'test/seeds/memory.test.ts: a twin: it balloons as well, and the host has plenty',
  },
  {
    id: 'page-sharing-off',
    seed: 'S004',
    problem: 'Machines that are alike do not share memory pages, or share them with machines that they should not.',
    rule: 'page-sharing-salt',
    scenario: 'page-sharing',
    test: 'test/seeds/page-sharing.test.ts: 2 without salts: only within a machine, and how to share among some',
  },
  {
    id: 'image-downgrade',
    seed: 'S004',
    problem: 'A host was upgraded beyond what its vCenter supports and has to go back.',
    rule: 'image-profile',
    scenario: 'downgrade',
    test: 'test/seeds/image-profile.test.ts: goes back within 5.5 with the standard profile, in order and with its conditions',
  },
  {
    id: 'profiles-of-a-bundle',
    seed: 'S004',
    problem: 'Which image profiles an offline bundle holds is not told where it was downloaded.',
    rule: 'image-profile',
    scenario: 'downgrade',
    test: 'test/seeds/image-profile.test.ts: the kinds of profiles are told by their names',
  },
];
