import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import { Problem } from '../problem.ts';
import { Authentication } from './authenticate.ts';
import type { BackOff } from './back-off.ts';
import { bounded, pause, reasonOf } from './bounded.ts';
import { type Ready, readCredential } from './credential.ts';
import {
  agentFault,
  cutOff,
  dropped,
  jumpRefused,
  keyMismatch,
  keyNotPinned,
  loginQueue,
  loginTooSlow,
  noChannel,
  noShell,
  type Phase,
  protocolFault,
  viaFault,
} from './fault.ts';
import { type Limits, secondsText } from './limits.ts';
import { fingerprintOf, type Login } from './login.ts';
import { Slots } from './slots.ts';
import { openSocket } from './socket.ts';

/** What a login may use of its surroundings. */
export interface Surroundings {
  readonly limits: Limits;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Keeps refused logins from locking an account. */
  readonly backOff: BackOff;
  /** Lends a connection to a jump host, to be given back; else each connection makes its own. */
  readonly jump?: ((via: Login) => Promise<Lent>) | undefined;
  /** Told the fingerprint that the host shows. */
  readonly onKey?: ((fingerprint: string) => void) | undefined;
}

/** A connection to a jump host for as long as it is needed. */
export interface Lent {
  readonly connection: Connection;
  giveBack(): Promise<void>;
}

/** How one command ended; `status` is null where the host did not say. */
export interface Ended {
  readonly status: number | null;
}

/** Where a command's streams go. `stop` ends it. */
export interface Listener {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
  /** Asked for: from here on the host may run it. */
  sent?(): void;
  started?(): void;
}

/** sshd frees a channel late, so fewer than its ten (MaxSessions) are ever open. */
const CHANNELS = 4;
const DOING = 'in the middle of a command';
const LOST_MS = 50;
const CHANNEL_RETRIES = [30, 60, 120, 250, 500, 1000, 2000];

/** The older exchanges are offered last: ESX 3.5 to ESXi 5.x know no newer ones. */
const ALGORITHMS: NonNullable<ConnectConfig['algorithms']> = {
  kex: { append: ['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1'], prepend: [], remove: [] },
};

/** Logs in and returns the live connection; whatever happens otherwise, nothing of it stays open. */
export async function connect(login: Login, around: Surroundings): Promise<Connection> {
  const ready = login.hostKey === undefined ? undefined : await readyFor(login, around);
  const { socket, via } = await reach(login, around);
  try {
    return await handshake(login, ready, socket, via, around);
  } catch (fault) {
    socket.destroy();
    await via?.giveBack();
    throw fault;
  }
}

/** What needs no connection to be seen as wrong is told before one is made. */
async function readyFor(login: Login, { env, limits, signal, backOff }: Surroundings): Promise<Ready> {
  const ready = await readCredential(login, { env, salt: backOff.salt, ms: limits.login / 2, signal });
  backOff.check(login, ready.mark);
  return ready;
}

/** The fingerprint of the key that a host shows; nothing is sent to it but the key exchange. */
export async function hostKeyOf(login: Login, around: Surroundings): Promise<string> {
  const { hostKey: _, ...unpinned } = login;
  let shown = '';
  const onKey = (key: string) => {
    shown = key;
  };
  await connect(unpinned, { ...around, onKey }).catch((fault) => {
    if (shown === '') throw fault; // without a pin it always ends in a fault, after the key was shown
  });
  return shown;
}

async function reach(login: Login, around: Surroundings): Promise<{ socket: Duplex; via?: Lent }> {
  if (login.via === undefined) return { socket: await openSocket(login, around.limits.connect, around.signal) };
  const jump = login.via;
  const lend = around.jump ?? ((via: Login) => ownJump(via, around));
  const via = await lend(jump).catch((fault) => {
    throw fault instanceof Problem ? viaFault(login, jump, fault) : fault;
  });
  try {
    return { socket: await via.connection.forward(login, around.limits.connect, around.signal), via };
  } catch (fault) {
    await via.giveBack();
    throw fault;
  }
}

async function ownJump(via: Login, around: Surroundings): Promise<Lent> {
  const connection = await connect(via, { ...around, onKey: undefined });
  return { connection, giveBack: () => connection.close() };
}

function handshake(
  login: Login,
  ready: Ready | undefined,
  socket: Duplex,
  via: Lent | undefined,
  { limits, signal, backOff, onKey }: Surroundings,
): Promise<Connection> {
  const client = new ssh2.Client();
  const authentication = new Authentication(login, ready, backOff, () => client.end());
  const key = keyCheck(login, onKey);
  const phase = phaseOf(client, socket);
  const known = () => key.fault ?? authentication.fault;
  const ms = limits.login;
  const late = () => tooLate(login, phase.now, authentication, ms);
  return bounded<Connection>({ ms, late, signal }, ({ resolve, reject }) => {
    client.once('ready', () => {
      authentication.accepted();
      resolve(new Connection(login, client, socket, via, authentication.method ?? 'none'));
    });
    client.on('error', (said) => {
      authentication.failed(said);
      reject(known() ?? faultOf(login, phase.now, said, authentication.shown));
    });
    client.once('close', () => {
      authentication.end();
      reject(known() ?? cutOff(login, phase.now, authentication.shown));
    });
    client.connect({
      sock: socket as Socket,
      username: login.user,
      readyTimeout: 0,
      algorithms: ALGORITHMS,
      hostVerifier: key.verify,
      authHandler: authentication.next as never, // ssh2 gives null at first and takes false; its types know neither
    });
    return () => {
      authentication.end();
      client.destroy();
      socket.destroy();
    };
  });
}

function tooLate(login: Login, phase: Phase, { waitsFor }: Authentication, ms: number): Problem {
  if (waitsFor === 'turn') return loginQueue(login, ms);
  if (waitsFor === 'agent') return agentFault(login, `did not sign within ${secondsText(ms)}`);
  return loginTooSlow(login, phase, ms);
}

/** Which of the steps of a login was reached. */
function phaseOf(client: Client, socket: Duplex): { now: Phase } {
  const phase: { now: Phase } = { now: 'greeting' };
  socket.once('data', () => {
    if (phase.now === 'greeting') phase.now = 'key exchange';
  });
  client.once('handshake', () => {
    phase.now = 'login';
  });
  return phase;
}

/** Compares the key that is shown with the pinned one; without a pin none is right. */
function keyCheck(login: Login, onKey: Surroundings['onKey']): { fault?: Problem; verify(key: Buffer): boolean } {
  const check: ReturnType<typeof keyCheck> = {
    verify(key) {
      const shown = fingerprintOf(key);
      onKey?.(shown);
      if (login.hostKey === shown) return true;
      check.fault = login.hostKey === undefined ? keyNotPinned(login, shown) : keyMismatch(login, shown);
      return false;
    },
  };
  return check;
}

function faultOf(login: Login, phase: Phase, said: Error & { level?: string; code?: string }, shown: boolean): Problem {
  if (said.code === 'ECONNRESET' || said.code === 'EPIPE' || said.level === 'client-socket')
    return cutOff(login, phase, shown);
  if (/before handshake|lost before/i.test(said.message)) return cutOff(login, phase, shown);
  return protocolFault(login, phase, said.message);
}

/** One live connection. At most four channels are open on it at a time. */
export class Connection {
  readonly login: Login;
  /** SSH's method by which the host let us in. */
  readonly method: string;
  private readonly client: Client;
  private readonly socket: Duplex;
  private readonly via: Lent | undefined;
  private readonly channels = new Slots(CHANNELS);
  private readonly pending = new Set<(fault: Problem) => void>();
  private over = false;
  private running = 0;
  /** When it was last got further with, by performance.now(): logged in to, or a command ended. Bytes alone are no progress. */
  moved = performance.now();

  constructor(login: Login, client: Client, socket: Duplex, via: Lent | undefined, method: string) {
    this.login = login;
    this.client = client;
    this.socket = socket;
    this.via = via;
    this.method = method;
    client.removeAllListeners('error');
    client.removeAllListeners('close');
    client.on('error', () => {}); // always followed by `close`
    client.once('close', () => this.ended());
  }

  /** True where the connection broke or was closed. */
  get isOver(): boolean {
    return this.over;
  }

  /** Called once it is over. */
  onOver(call: () => void): void {
    if (this.over) call();
    else this.client.once('close', call);
  }

  /**
   * Runs one command line. sshd refuses a channel while all are taken or one is being freed: that is waited for, for `ms` at
   * most, and told only where it stays so.
   */
  async exec(line: string, listener: Listener, signal: AbortSignal | undefined, ms: number): Promise<Ended> {
    const release = await this.channels.take(signal);
    try {
      const until = performance.now() + ms;
      for (let alone = 0; ; ) {
        const ended = await this.tryExec(line, listener, signal, ms);
        if (ended !== null) return ended;
        // Refused while a session of ours runs, it may be that one's place; refused with none open, it is not.
        if (this.running === 0) alone += 1;
        if (alone > CHANNEL_RETRIES.length || performance.now() > until) throw noChannel(this.login);
        await pause(CHANNEL_RETRIES[Math.max(0, alone - 1)]!, signal);
      }
    } finally {
      release();
    }
  }

  /** A tunnel to another host. */
  forward(to: Login, ms: number, signal: AbortSignal | undefined): Promise<Duplex> {
    const late = () => jumpRefused(to, this.login, `no answer within ${secondsText(ms)}`);
    return bounded<Duplex>({ ms, late, signal }, ({ resolve, reject }) => {
      const gone = dropped(this.login, 'before the connection was passed on');
      if (this.over) throw gone;
      this.pending.add(reject);
      let left = false;
      try {
        this.client.forwardOut('127.0.0.1', 0, to.address, to.port, (fault, channel) => {
          this.pending.delete(reject);
          if (fault) reject(jumpRefused(to, this.login, fault.message.replace(/^\(SSH\) /, '')));
          else if (left) channel.destroy();
          else resolve(channel);
        });
      } catch {
        this.pending.delete(reject);
        throw gone; // ssh2 throws where its socket is gone and it has not yet said so
      }
      return () => {
        left = true;
        this.pending.delete(reject);
      };
    });
  }

  /** Ends it and waits until the socket is gone. */
  async close(): Promise<void> {
    if (!this.over) {
      const gone = new Promise<void>((resolve) => {
        this.client.once('close', () => resolve());
        const timer = setTimeout(() => {
          this.client.destroy();
          resolve();
        }, 250);
        this.client.once('close', () => clearTimeout(timer));
      });
      this.client.end();
      await gone;
    }
    this.socket.destroy();
    this.ended();
    await this.via?.giveBack();
  }

  /** Opens a session and follows it to its end; null where the host opens none now. */
  private tryExec(
    line: string,
    listener: Listener,
    signal: AbortSignal | undefined,
    ms: number,
  ): Promise<Ended | null> {
    const late = () => dropped(this.login, 'while a session was opened: it fell silent');
    return bounded<Ended | null>({ ms, late, signal }, ({ resolve, reject }) => {
      const gone = dropped(this.login, 'before the command was sent');
      if (this.over) throw gone;
      this.pending.add(reject);
      let left = false;
      listener.sent?.();
      try {
        this.client.exec(line, (fault, channel) => {
          this.pending.delete(reject);
          if (!fault && left) channel.close();
          // Followed from here on, not a turn later: output, status and end may stand in one packet.
          else if (!fault) resolve(this.follow(channel, listener, signal));
          else if (/channel open failure|open failed/i.test(fault.message)) resolve(null);
          else reject(noShell(this.login, fault.message));
        });
      } catch {
        this.pending.delete(reject);
        throw gone;
      }
      return () => {
        left = true;
        this.pending.delete(reject);
      };
    });
  }

  private follow(channel: ClientChannel, listener: Listener, signal: AbortSignal | undefined): Promise<Ended> {
    return new Promise((resolve, reject) => {
      let status: number | null = null;
      this.running += 1;
      const fail = (fault: Problem) => finish(() => reject(fault));
      const abort = () => {
        channel.close();
        finish(() => reject(reasonOf(signal!)));
      };
      const finish = (then: () => void) => {
        if (!this.pending.delete(fail)) return;
        this.running -= 1;
        signal?.removeEventListener('abort', abort);
        then();
      };
      this.pending.add(fail);
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      channel.on('data', (chunk: Buffer) => {
        listener.stdout(chunk);
      });
      channel.stderr.on('data', (chunk: Buffer) => listener.stderr(chunk));
      channel.on('error', () => {});
      channel.on('exit', (code: number | null) => {
        status = code;
      });
      channel.on('close', () => {
        const end = () => finish(() => (this.over ? reject(dropped(this.login, DOING)) : resolve({ status })));
        // A session ends with its status. One without has lost its connection, most likely, and that shows a moment later.
        if (status !== null) end();
        else setTimeout(end, LOST_MS);
      });
      channel.end(); // a command that reads standard input must not wait for it
      listener.started?.();
    });
  }

  private ended(): void {
    if (this.over) return;
    this.over = true;
    for (const fail of [...this.pending]) fail(dropped(this.login, DOING));
    this.pending.clear();
    this.socket.destroy();
    void this.via?.giveBack();
  }
}
