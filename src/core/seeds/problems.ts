import type { SeedRow } from './row.ts';
import { ROWS_R1 } from './rows/R1.ts';
import { ROWS_R2 } from './rows/R2.ts';
import { ROWS_R3 } from './rows/R3.ts';
import { ROWS_R4 } from './rows/R4.ts';
import { ROWS_R5 } from './rows/R5.ts';

/** Every problem of every seed document, in the order of the documents. */
export const SEED_PROBLEMS: readonly SeedRow[] = [...ROWS_R1, ...ROWS_R2, ...ROWS_R3, ...ROWS_R4, ...ROWS_R5].toSorted(
  (one, other) => (one.seed < other.seed ? -1 : one.seed > other.seed ? 1 : 0),
);
