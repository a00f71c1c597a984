import type { SeedRow } from './row.ts';
import { S000 } from './rows/s000.ts';
import { S001 } from './rows/s001.ts';
import { S002 } from './rows/s002.ts';
import { S003 } from './rows/s003.ts';
import { S004_HARDWARE } from './rows/s004-hardware.ts';
import { S004_HOST } from './rows/s004-host.ts';
import { S004_NETWORKS } from './rows/s004-networks.ts';
import { S004_SWITCHES } from './rows/s004-switches.ts';
import { S004_TIME } from './rows/s004-time.ts';

/** Every problem of every seed document, in the order of the documents. */
export const SEED_PROBLEMS: readonly SeedRow[] = [
  ...S000,
  ...S001,
  ...S002,
  ...S003,
  ...S004_SWITCHES,
  ...S004_NETWORKS,
  ...S004_HARDWARE,
  ...S004_HOST,
  ...S004_TIME,
];
