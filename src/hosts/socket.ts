import { connect as connectTcp, type Socket } from 'node:net';
import { bounded } from './bounded.ts';
import { noAnswer, noConnection } from './fault.ts';
import type { Login } from './login.ts';

/** A TCP connection with Nagle off from the first packet: left on, it costs 40 ms in every exchange of the login. */
export function openSocket(login: Login, ms: number, signal: AbortSignal | undefined): Promise<Socket> {
  const late = () => noAnswer(login, ms);
  return bounded({ ms, late, signal }, ({ resolve, reject }) => {
    const socket = connectTcp({ host: login.address, port: login.port, noDelay: true });
    const failed = (fault: NodeJS.ErrnoException) => reject(noConnection(login, fault));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      resolve(socket);
    });
    return () => {
      socket.off('error', failed);
      socket.on('error', () => {}); // what comes after we left concerns nobody
      socket.destroy();
    };
  });
}
