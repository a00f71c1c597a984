import { createServer } from 'node:net';

const FIRST = 3_700;
const LAST = 3_799;

/** The port that is wished for, or else the first free one from 3700 up; 0 (any) where none of those is. */
export async function freePort(wished: number | undefined): Promise<number> {
  const range = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);
  for (const port of [...(wished === undefined ? [] : [wished]), ...range]) {
    if (await isFree(port)) return port;
  }
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
