import type { SeedRow } from '../row.ts';

const PATHS = 'test/seeds/paths.test.ts';

/** The problems of S000. */
export const S000: readonly SeedRow[] = [
  {
    id: 'return-path',
    seed: 'S000',
    problem: 'An admin network behind a router gets no answer from the second address of the host.',
    rule: 'return-path',
    scenario: 'provider',
    test: `${PATHS}: S000: an admin network behind a router gets no answer from the second address`,
  },
  {
    id: 'console-black',
    seed: 'S000',
    problem: 'vCenter works, but the console of a machine is black and the import of an appliance fails.',
    rule: 'return-path',
    scenario: 'provider',
    test: `${PATHS}: S000: the console is black and the import fails while vCenter works`,
  },
  {
    id: 'route-by-version',
    seed: 'S000',
    problem: 'The route is added with one command up to 5.0 and with another from 5.1 on.',
    rule: 'return-path',
    scenario: 'provider',
    test: `${PATHS}: S000: the route is typed one way up to 5.0 and another from 5.1 on`,
  },
];
