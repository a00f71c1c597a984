/** Cross-checks run beside other faults, so that all are told at once; they take values as they find them. */
export const ALWAYS = { when: () => true };

/** Names with values, of which nothing else is known. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
