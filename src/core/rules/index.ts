import type { Rule } from './rule.ts';

/** Every rule, in the order `help` prints them. */
export const RULES: readonly Rule[] = [];
