import type { SeedRow } from '../row.ts';

export const ROWS_R3: readonly SeedRow[] = [];
