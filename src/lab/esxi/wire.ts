import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The network between the bot and the host's SSH server. While it is cut, packets vanish in both directions and nobody is
 * told: no FIN, no reset. What was under way arrives when the path is back, as TCP sends it again.
 */
export class Wire extends Duplex {
  readonly socket: Socket;
  cut = false;
  /** How many more writes of the server pass before the rest is held; for faults in the handshake. */
  writesLeft = Number.POSITIVE_INFINITY;
  /** What happens when they are used up. */
  whenUsedUp: 'hold' | 'drop' = 'hold';
  readonly #out: (() => void)[] = [];
  readonly #in: Buffer[] = [];

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => this.#receive(data));
    socket.on('end', () => this.push(null));
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  /** ssh2 asks the socket for these. */
  get remoteAddress(): string | undefined {
    return this.socket.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.socket.remotePort;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /** Cuts the path, or brings it back. */
  setCut(cut: boolean): void {
    this.cut = cut;
    if (cut) return;
    for (const data of this.#in.splice(0)) this.push(data);
    for (const send of this.#out.splice(0)) send();
  }

  #receive(data: Buffer): void {
    if (this.cut) this.#in.push(data);
    else this.push(data);
  }

  override _read(): void {}

  override _write(data: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.writesLeft <= 0) {
      if (this.whenUsedUp === 'drop') this.destroy();
      return;
    }
    this.writesLeft -= 1;
    const send = () => {
      if (this.socket.writable) this.socket.write(data, () => done());
      else done();
    };
    if (this.cut) this.#out.push(send);
    else send();
  }

  override _final(done: (error?: Error | null) => void): void {
    const end = () => this.socket.end(() => done());
    if (this.cut) this.#out.push(end);
    else end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }
}
