import type { SeedRow } from '../row.ts';

const OVERLAY = 'test/seeds/overlay-mtu.test.ts';
const PATHS = 'test/seeds/paths.test.ts';
const MOVES = 'test/seeds/lab-moves.test.ts';

/** Of S004: networks and overlays: vMotion, iSCSI, tunnel endpoints. */
export const S004_NETWORKS: readonly SeedRow[] = [
  {
    id: 'overlay-mtu',
    seed: 'S004',
    problem: 'The network between the tunnel endpoints of a VXLAN does not carry large packets.',
    rule: 'overlay-path',
    scenario: 'overlay-hop',
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
    id: 'vmotion-on-management',
    seed: 'S004',
    problem: 'vMotion fails after management and vMotion got addresses of one range in two VLANs.',
    rule: 'split-vlan-subnet',
    scenario: 'vmotion-vlans',
    test: `${PATHS}: S004: management and vMotion got one range in two VLANs, and vMotion fails`,
  },
  {
    id: 'iscsi-keeps-its-adapter',
    seed: 'S004',
    problem: 'iSCSI in the same range keeps to its own adapter while vMotion does not.',
    rule: 'shared-subnet',
    scenario: 'port-binding',
    test: `${PATHS}: S004: iSCSI in the same range keeps to its own adapter, for it is bound`,
  },
  {
    id: 'who-can-vmotion',
    seed: 'S004',
    problem: 'Of several hosts one cannot migrate to any other, while the others can with each other.',
    rule: 'split-vlan-subnet',
    scenario: 'vmotion-vlans',
    test: 'test/compare/group.test.ts: one host in another VLAN cannot with any other, and its reason is told once',
  },
  {
    id: 'routes-of-an-edge',
    seed: 'S004',
    problem: 'Machines of an overlay reach outside only once the edge and the router outside have routes.',
    rule: 'overlay',
    scenario: 'overlay-router',
    test: `${MOVES}: S004: machines behind an edge reach outside only with routes on both sides`,
  },
];
