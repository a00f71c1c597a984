import type { SeedRow } from '../row.ts';

const NFS = 'test/seeds/nfs-denied.test.ts';
const PATHS = 'test/seeds/paths.test.ts';

/** The problems of S002. */
export const S002: readonly SeedRow[] = [
  {
    id: 'nfs-source-address',
    seed: 'S002',
    problem: 'An NFS mount that works on ESX is denied on ESXi beside it, and the permissions of the filer are right.',
    rule: 'nfs-source-address',
    scenario: 'nfs-denied',
    test: `${NFS}: the export list names the NFS adapter alone: it is the address`,
  },
  {
    id: 'nfs-export-rights',
    seed: 'S002',
    problem: 'An NFS mount is denied, and it is a matter of permissions on the filer after all.',
    rule: 'nfs-export-rights',
    scenario: 'nfs-rights',
    test: `${NFS}: more often it is the permissions: the export list names none of the host`,
  },
  {
    id: 'nfs-denied',
    seed: 'S002',
    problem: 'An NFS mount is denied on ESXi although the rights at the filer are correct.',
    rule: 'nfs-source-address',
    scenario: 'nfs-denied',
    test: `${PATHS}: S002: a mount is denied on ESXi, because the filer sees the management address`,
  },
  {
    id: 'works-on-esx',
    seed: 'S002',
    problem: 'The same networks work on ESX and do not on the ESXi host beside it.',
    rule: 'esx-to-esxi',
    scenario: 'esx-to-esxi',
    test: `${PATHS}: S002: what works on ESX is what a migration to ESXi breaks`,
  },
  {
    id: 'pings-mislead',
    seed: 'S002',
    problem: 'Pings of all vMotion adapters are answered while live migrations fail.',
    rule: 'ping-but-no-migration',
    scenario: 'shared-subnet',
    test: `${PATHS}: S002: pings of all vMotion adapters are answered, and migrations fail`,
  },
  {
    id: 'echo-replies',
    seed: 'S002',
    problem: 'Arrays that watch the host by ping do not get the replies from the adapter that they asked, before 5.1.',
    rule: 'shared-subnet',
    scenario: 'port-binding',
    test: `${PATHS}: S002: echo replies follow the table up to 5.0, and leave as they came from 5.1 on`,
  },
];
