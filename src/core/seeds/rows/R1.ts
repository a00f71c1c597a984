import type { SeedRow } from '../row.ts';

export const ROWS_R1: readonly SeedRow[] = [];
