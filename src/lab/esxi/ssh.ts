import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { runCommand } from './channel.ts';
import { newKeyPair } from './keys.ts';
import { type Account, Logins } from './logins.ts';
import type { Machine } from './machine.ts';
import { converse } from './terminal.ts';
import { Wire } from './wire.ts';

export type { Account } from './logins.ts';

interface Options {
  readonly accounts?: Readonly<Record<string, Account>>;
  readonly hostKey?: string;
  readonly port?: number;
}

/** OpenSSH's default limit of sessions a connection. */
const MAX_SESSIONS = 10;
/** The identification and the first key-exchange packet. */
const WRITES_BEFORE_KEX_STOPS = 2;

/** The SSH server of one host: real SSH over a wire that can be cut. */
export class SshServer {
  port = 0;
  readonly logins: Logins;
  readonly history: string[] = [];
  readonly #machine: Machine;
  readonly #wanted: number;
  readonly #keys: { readonly usual: string; changed: string | null };
  readonly #wires = new Set<Wire>();
  /** Sessions run until their program ends, also when the connection is gone. */
  #listener = createServer();
  #shellSince = Date.now();
  #windowTimer: NodeJS.Timeout | undefined;

  constructor(machine: Machine, { accounts = { root: { password: 'lab' } }, hostKey, port = 0 }: Options) {
    this.#machine = machine;
    this.#wanted = port;
    this.#keys = { usual: hostKey ?? newKeyPair().private, changed: null };
    this.logins = new Logins(machine, accounts);
    machine.listeners.add((event) => this.#follow(event));
  }

  async listen(): Promise<void> {
    await this.#open(this.#wanted);
  }

  connections(): number {
    return this.#wires.size;
  }

  /** `SHA256:…` of the key that the next connection is shown. */
  fingerprint(): string {
    const key = ssh2.utils.parseKey(this.#key());
    if (key instanceof Error) throw key;
    return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  }

  async close(): Promise<void> {
    clearTimeout(this.#windowTimer);
    this.#dropAll();
    await new Promise<void>((done) => (this.#listener.listening ? this.#listener.close(() => done()) : done()));
  }

  #key(): string {
    if (!this.#machine.faults.changedKey) return this.#keys.usual;
    this.#keys.changed ??= newKeyPair().private;
    return this.#keys.changed;
  }

  async #open(port: number): Promise<void> {
    this.#listener = createServer((socket) => this.#accept(socket));
    await new Promise<void>((done, fail) => {
      this.#listener.once('error', fail).listen(port, '127.0.0.1', done);
    });
    this.port = (this.#listener.address() as { port: number }).port;
  }

  #dropAll(): void {
    for (const wire of this.#wires) wire.destroy();
  }

  /** A host that is down or dead refuses TCP; a new routing table may cut what is open, or bring it back. */
  #follow(event: 'changed' | 'down' | 'up'): void {
    if (event === 'down') this.#dropAll();
    if (event === 'up') this.#shellSince = Date.now();
    const cut = !this.#machine.connected();
    for (const wire of this.#wires) wire.setCut(cut);
    this.#watchWindow();
    const open = this.#machine.up && !this.#machine.faults.dead && !this.#windowOver();
    if (!open && this.#listener.listening) this.#listener.close();
    if (open && !this.#listener.listening && this.port !== 0) void this.#open(this.port).catch(() => undefined);
  }

  /** After the availability window new logins are refused, open sessions stay (safe-change.md S2). */
  #windowOver(): boolean {
    return this.#windowLeft() <= 0;
  }

  #windowLeft(): number {
    const seconds = this.#machine.state.config.advanced['/UserVars/ESXiShellTimeOut'] ?? 0;
    if (seconds === 0) return Number.POSITIVE_INFINITY;
    return (seconds * 1000) / this.#machine.timeScale - (Date.now() - this.#shellSince);
  }

  #watchWindow(): void {
    clearTimeout(this.#windowTimer);
    const left = this.#windowLeft();
    if (!Number.isFinite(left) || left <= 0 || !this.#machine.up) return;
    this.#windowTimer = setTimeout(() => this.#follow('changed'), Math.min(left + 1, 2 ** 31 - 1));
    this.#windowTimer.unref();
  }

  #accept(socket: Socket): void {
    const { faults } = this.#machine;
    const wire = new Wire(socket);
    this.#wires.add(wire);
    wire.once('close', () => this.#wires.delete(wire));
    if (faults.drop === 'banner') return void wire.destroy();
    if (faults.hang === 'banner') return;
    if (faults.hang === 'kex' || faults.drop === 'kex') wire.writesLeft = WRITES_BEFORE_KEX_STOPS;
    wire.whenUsedUp = faults.drop === 'kex' ? 'drop' : 'hold';
    wire.setCut(!this.#machine.connected());
    const server = new ssh2.Server({ hostKeys: [this.#key()], ident: 'OpenSSH_8.8' }, (client) =>
      this.#serve(client, wire),
    );
    server.injectSocket(wire as unknown as Socket);
  }

  #serve(client: Connection, wire: Wire): void {
    let sessions = 0;
    client.on('error', () => wire.destroy());
    client.on('authentication', (context) => {
      if (this.#machine.faults.drop === 'auth') wire.destroy();
      else this.logins.judge(context);
    });
    client.on('session', (accept, reject) => {
      if (sessions >= MAX_SESSIONS) return reject();
      sessions += 1;
      const session = accept();
      session.once('close', () => {
        sessions -= 1;
      });
      this.#attend(session, wire);
    });
  }

  #attend(session: Session, wire: Wire): void {
    let pty = false;
    session.on('pty', (accept) => {
      pty = true;
      accept?.();
    });
    session.on('env', (_accept, reject) => reject?.());
    session.on('exec', (accept, _reject, { command }) => {
      this.history.push(command);
      void runCommand(this.#machine, accept(), command, { pty, drop: () => wire.destroy() });
    });
    session.on('shell', (accept) => {
      void converse(this.#machine, accept() as ServerChannel, pty, (line) => this.history.push(line));
    });
  }
}
