import type { Check } from './checks.ts';

/**
 * The order in which several hosts are changed. The first is changed alone, and the others follow where it is verified: so one whose
 * router cannot be asked for is never before one whose can. Otherwise as they were named.
 */
export function canaryFirst<P>(planned: readonly P[], checksOf: (each: P) => readonly Check[]): readonly P[] {
  const isUnasked = (each: P) => checksOf(each).some(({ id, state }) => id === 'C9' && state === 'not-known');
  return [...planned.filter((each) => !isUnasked(each)), ...planned.filter(isUnasked)];
}
