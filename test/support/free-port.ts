import { createServer } from 'node:net';

/** Below the ports that a kernel gives to whoever asks for any (from 32768 up), which other tests listen and dial with all the time. */
const FIRST = 11_000;
const LAST = 31_999;

let next = FIRST + Math.floor(Math.random() * (LAST - FIRST));

/**
 * A loopback port for a process that cannot choose one itself, or tell which it chose. No server that asks for any port takes it in the
 * meantime; and it stays free while such a process ends and begins anew.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    // Each caller looks at a port of its own, also where several ask at once.
    const port = next === LAST ? FIRST : next + 1;
    next = port;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
