import type { SeedRow } from '../row.ts';

const PATHS = 'test/seeds/paths.test.ts';

/** The problems of S001. */
export const S001: readonly SeedRow[] = [
  {
    id: 'gateway-off-subnet',
    seed: 'S001',
    problem: 'At its start the host says that it is unable to set the VMkernel gateway, and whether that matters.',
    rule: 'gateway-off-subnet',
    scenario: 'old-gateway',
    test: `${PATHS}: S001: the VMkernel gateway is in no subnet of an adapter`,
  },
  {
    id: 'routed-storage-gateway',
    seed: 'S001',
    problem: 'Storage in another subnet is reached only through a gateway in a subnet of the VMkernel.',
    rule: 'gateway-off-subnet',
    scenario: 'old-gateway',
    test: `${PATHS}: S001: storage in another subnet is cut off by a gateway that no adapter reaches`,
  },
];
