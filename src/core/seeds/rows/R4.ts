import type { SeedRow } from '../row.ts';

export const ROWS_R4: readonly SeedRow[] = [];
