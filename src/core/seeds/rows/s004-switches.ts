import type { SeedRow } from '../row.ts';

/** Of S004: switches and their uplinks: the move to a distributed one, a dead uplink, NLB. */
export const S004_SWITCHES: readonly SeedRow[] = [
  {
    id: 'vds-migration-stalled',
    seed: 'S004',
    problem:
      'Moving vmk0 from a standard to a distributed switch hangs, vCenter loses the host, ping is answered and SSH is not; afterwards vmk0 has not moved.',
    rule: 'vds-migration-stalled',
    scenario: 'vds-migration-stalled',
    test: 'test/seeds/vds-migration-stalled.test.ts: S004: vmk0 stayed behind with a temporary adapter beside it: an unfinished move, and every step with what it cuts off',
  },
  {
    id: 'vds-migration-one-address',
    seed: 'S004',
    problem: 'After the work-around the old and the new management adapter show the same address.',
    rule: 'vds-migration-stalled',
    scenario: 'vds-migration-stalled',
    test: 'test/seeds/vds-migration-stalled.test.ts: S004: both adapters show one address: the half-done work-around, and which of them to take away',
  },
  {
    id: 'vds-migration-no-address',
    seed: 'S004',
    problem: 'Swapping the addresses and moving the last uplink without a restart leaves the host without an address.',
    rule: 'vds-migration',
    scenario: 'vds-migration-stalled',
    test: 'test/seeds/vds-migration-stalled.test.ts: S004: the way that left a host without an address is told as one that does not work, and the disagreement is said',
  },
  {
    id: 'dead-uplink',
    seed: 'S004',
    problem:
      'vMotion to a host hangs at a low percentage: one of two uplinks has link and no CDP, and nothing passes it.',
    rule: 'link-status-only',
    scenario: 'link-status-only',
    test: 'test/seeds/dead-uplink.test.ts: S004: the adapter sits on an uplink that is up, shows no CDP, and loses its pings',
  },
  {
    id: 'which-uplink',
    seed: 'S004',
    problem: 'Of hosts with the same dead uplink only some fail: which uplink an adapter leaves by, and why.',
    rule: 'dead-uplink',
    scenario: 'link-status-only',
    test: 'test/seeds/dead-uplink.test.ts: S004: where no output shows the uplink of the adapter, it is not guessed, and the theory of the author is told as one',
  },
  {
    id: 'nlb-unicast-notify',
    seed: 'S004',
    problem:
      'With NLB in unicast mode all traffic reaches one node, because the host tells the switch the shared address.',
    rule: 'nlb-unicast-policy',
    scenario: 'nlb-unicast-policy',
    test: 'test/seeds/nlb-unicast.test.ts: S004: as it is installed the host announces the shared address: Notify switches is to be No',
  },
  {
    id: 'nlb-unicast-addresses',
    seed: 'S004',
    problem: 'Nodes of NLB in unicast mode are cut off where the port group rejects MAC changes and forged transmits.',
    rule: 'nlb-unicast-policy',
    scenario: 'nlb-unicast-policy',
    test: 'test/seeds/nlb-unicast.test.ts: S004: address changes and forged transmits that are rejected cut the nodes off',
  },
  {
    id: 'nlb-multicast-and-gateway',
    seed: 'S004',
    problem:
      'NLB in multicast mode needs work on the physical switch, and clients of other subnets need a gateway on its NIC.',
    rule: 'nlb',
    scenario: 'nlb-unicast-policy',
    test: 'test/seeds/nlb-unicast.test.ts: a cluster in multicast mode needs nothing of the port group',
  },
];
