import { createServer } from 'node:net';
import { Problem } from '../problem.ts';

const FIRST = 3_700;
const LAST = 3_799;

/** The port that is asked for, rejecting with a `Problem` where it is not to be had; else the first free one from 3700 up, or 0 (any). */
export async function freePort(asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    const fault = await faultOf(asked);
    if (fault !== null) throw notFree(asked, fault);
    return asked;
  }
  for (let port = FIRST; port <= LAST; port++) {
    if ((await faultOf(port)) === null) return port;
  }
  return 0;
}

/** Why nothing can be served there; null where it can. */
function faultOf(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => resolve(code ?? message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}

function notFree(port: number, fault: string): Problem {
  const message = `PORT is ${port}, and the workspace cannot be served there (${fault}).`;
  return new Problem({ code: 'http', message, next: 'Name another port, or none: a free one is found then.', exit: 2 });
}
