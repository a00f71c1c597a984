import { Problem } from '../problem.ts';

/** The store does not answer, or does not take what it was given. `why` names no secret: addresses of stores may hold passwords. */
export function storeProblem(why: string, next: string): Problem {
  return new Problem({ code: 'store', message: why, next, exit: 1 });
}
