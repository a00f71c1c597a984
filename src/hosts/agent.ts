import { connect, type Socket } from 'node:net';
import ssh2, { type ParsedKey } from 'ssh2';
import { bounded } from './bounded.ts';
import { agentFault } from './fault.ts';
import { secondsText } from './limits.ts';
import type { Login } from './login.ts';

/** The SSH agent behind a socket. ssh2's own waits for ever where the agent is silent, and lets go of nothing. */
export class Agent extends ssh2.OpenSSHAgent {
  private readonly path: string;
  private readonly open = new Set<Socket>();
  /** What went wrong last. */
  private fault: string | undefined;

  constructor(path: string) {
    super(path);
    this.path = path;
  }

  override getStream = ((done: (fault: Error | undefined, socket?: Socket) => void): void => {
    const socket = connect(this.path);
    this.open.add(socket);
    socket.once('close', () => {
      this.open.delete(socket);
      done(new Error('closed'));
    });
    socket.on('error', (fault: NodeJS.ErrnoException) => {
      this.fault = `cannot be reached (${fault.code ?? 'no reason given'})`;
    });
    socket.once('connect', () => done(undefined, socket));
  }) as never;

  /** The keys it holds; a fault of the agent is told as the agent's. */
  keys(login: Login, ms: number, signal: AbortSignal | undefined): Promise<ParsedKey[]> {
    const late = () => agentFault(login, `did not answer within ${secondsText(ms)}`);
    return bounded({ ms, late, signal }, ({ resolve, reject }) => {
      this.getIdentities((fault, keys) => {
        if (fault) reject(agentFault(login, this.fault ?? 'did not tell its keys'));
        else if (!keys || keys.length === 0) reject(agentFault(login, 'holds no key'));
        else resolve(keys as ParsedKey[]);
      });
      return () => this.destroy();
    });
  }

  destroy(): void {
    for (const socket of this.open) socket.destroy();
  }
}
