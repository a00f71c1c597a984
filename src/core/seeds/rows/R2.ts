import type { SeedRow } from '../row.ts';

export const ROWS_R2: readonly SeedRow[] = [];
