import type { SeedRow } from '../row.ts';

const CARDS = 'test/seeds/cards.test.ts';
const OVERLAY = 'test/seeds/overlay-mtu.test.ts';
const BLADE = 'test/seeds/blade-and-logs.test.ts';
const NFS = 'test/seeds/nfs-denied.test.ts';

/** Cards and their ports, tunnel endpoints, blades, logs by a browser, and refused NFS mounts. */
export const ROWS_R2: readonly SeedRow[] = [
  {
    id: 'iscsi-personality',
    seed: 'S004',
    problem: 'FlexFabric ports do not appear as iSCSI adapters, while the plain 10 Gb ports do.',
    rule: 'iscsi-personality',
    scenario: 'iscsi-personality',
    test: `${CARDS}: the FlexFabric ports are no iSCSI adapters: so a port set to FCoE looks`,
  },
  {
    id: 'dcb-silent-port',
    seed: 'S004',
    problem: '10 Gb ports have link and blink, and nothing gets through them.',
    rule: 'dcb-silent-port',
    scenario: 'dcb-silent',
    test: `${CARDS}: a 10 Gb port with link hears nothing while its bridging is off: enabling DCB cured it, and why is not known`,
  },
  {
    id: 'overlay-mtu',
    seed: 'S004',
    problem: 'The network between the tunnel endpoints of a VXLAN does not carry large packets.',
    rule: 'overlay-path',
    scenario: 'overlay-router',
    test: `${OVERLAY}: small packets pass and full-size ones are lost: a hop on the way, such as the router, is too small`,
  },
  {
    id: 'duplicate-replies',
    seed: 'S004',
    problem: 'Pings over a VXLAN of a nested lab get duplicate replies, and nobody knows why.',
    rule: 'duplicate-replies',
    scenario: 'overlay-hop',
    test: `${OVERLAY}: duplicate replies are noted, not diagnosed`,
  },
  {
    id: 'blade-efuse',
    seed: 'S004',
    problem: 'None of the network ports of a blade works, and a message asks for a power cycle that a restart is not.',
    rule: 'power-cycle-asked',
    scenario: 'blade-power',
    test: `${BLADE}: a blade whose ports wait for a power cycle: the e-fuse of its bay, in an order that is safe`,
  },
  {
    id: 'logs-by-browser',
    seed: 'S004',
    problem: 'The logs of a host are wanted without SSH and without a client.',
    rule: 'logs-by-browser',
    scenario: 'logs-lockdown',
    test: `${BLADE}: logs by a browser: the address of this host, and that lockdown lets in its exception users alone`,
  },
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
];
