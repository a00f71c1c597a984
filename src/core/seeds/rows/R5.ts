import type { SeedRow } from '../row.ts';

export const ROWS_R5: readonly SeedRow[] = [];
