import { Problem } from '../problem.ts';

const FIRST = 3_700;
const LAST = 3_799;

/**
 * Opens what is served on the port that is asked for, rejecting with a `Problem` where it is not to be had; else on the first free one
 * from 3700 up, or on any.
 */
export async function onFreePort<T>(asked: number | undefined, open: (port: number) => Promise<T>): Promise<T> {
  if (asked !== undefined) {
    return open(asked).catch((fault) => {
      throw isNotToBeHad(fault) ? notFree(asked, fault) : fault;
    });
  }
  for (let port = FIRST; port <= LAST; port++) {
    const opened = await open(port).catch((fault) => {
      if (!isNotToBeHad(fault)) throw fault;
    });
    if (opened !== undefined) return opened;
  }
  return open(0);
}

function isNotToBeHad(fault: unknown): fault is NodeJS.ErrnoException {
  return (fault as NodeJS.ErrnoException).syscall === 'listen';
}

function notFree(port: number, cause: NodeJS.ErrnoException): Problem {
  const message = `PORT is ${port}, and the workspace cannot be served there (${cause.code ?? cause.message}).`;
  const next = 'Name another port, or none: a free one is found then.';
  return Object.assign(new Problem({ code: 'http', message, next, exit: 2 }), { cause });
}
