import { channel } from 'node:diagnostics_channel';
import { type App, type Logger, SocketModeReceiver, type SocketModeReceiverOptions } from '@slack/bolt';
import { type Frame, frameOf } from './frame.ts';
import type { Patience } from './patience.ts';

/** What a connection needs to be opened. */
export interface Opening {
  readonly app: App;
  readonly appToken: string;
  readonly clientOptions: NonNullable<NonNullable<SocketModeReceiverOptions['installerOptions']>['clientOptions']>;
  readonly logger: Logger;
  readonly patience: Patience;
  readonly now: () => number;
  /** Told of each payload. */
  readonly delivered?: (by: Connection) => void;
}

/** Why a connection is over: Slack asked for a new one, it broke, nothing came any more, or we are done with it. */
export type Ending = 'refresh' | 'broken' | 'silent' | 'closed';

const PINGS = ['undici:websocket:ping', 'undici:websocket:pong'].map((name) => channel(name));

/**
 * One Socket Mode connection, used once. The library's own way to come back is off: it waits seconds without a socket, and ends
 * in a rejection that nobody handles where `apps.connections.open` fails.
 */
export class Connection {
  readonly ended: Promise<Ending>;
  /** When it was opened, and how many seconds Slack gives it, if it said so. */
  openedAt: number;
  lifeSeconds: number | null = null;
  /** When something was delivered, or it was opened. */
  lastPayload: number;
  private readonly receiver: SocketModeReceiver;
  private readonly opening: Opening;
  private lastSign: number;
  private isOver = false;
  private watch: NodeJS.Timeout | undefined;
  private end: (ending: Ending) => void = () => {};

  constructor(opening: Opening) {
    const { app, appToken, clientOptions, logger, patience, now } = opening;
    this.opening = opening;
    this.openedAt = now();
    this.lastSign = now();
    this.lastPayload = now();
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      clientPingTimeout: patience.pong,
      // Our own watch is shorter and does not wait for the peer to close.
      serverPingTimeout: patience.silence * 4,
      // Copied: the client writes its own retries into what it is given.
      installerOptions: { clientOptions: { ...clientOptions } },
      customPropertiesExtractor: () => ({ receivedAt: performance.now() }),
    });
    this.receiver.init(app);
    for (const each of PINGS) each.subscribe(this.onPing);
    this.checkFrames();
    this.receiver.client.on('disconnected', this.onBroken);
    this.receiver.client.on('slack_event', () => {
      this.lastPayload = now();
      this.opening.delivered?.(this);
    });
  }

  /** Resolves at Slack's hello; rejects where there is none in time, or no address to connect to. */
  async open(): Promise<void> {
    const { hello, silence } = this.opening.patience;
    const started = this.receiver.start();
    // An address that comes too late still opens a socket.
    started.then(
      () => this.isOver && this.disconnect(),
      () => {},
    );
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`no hello from Slack within ${hello} ms`)), hello);
    });
    try {
      await Promise.race([
        started,
        tooLate,
        this.ended.then(() => Promise.reject(new Error('the connection was ended'))),
      ]);
    } catch (fault) {
      this.close('silent');
      throw fault ?? new Error('the connection was closed before Slack said hello');
    } finally {
      clearTimeout(late);
    }
    this.openedAt = this.opening.now();
    this.lastSign = this.openedAt;
    this.lastPayload = this.openedAt;
    this.watch = setInterval(() => this.listen(), Math.max(10, silence / 4));
    this.watch.unref();
  }

  /** Ends it. Where the peer may be gone nobody waits for it to close its side. */
  close(ending: Ending): void {
    if (!this.over(ending)) return;
    this.disconnect();
    const force = () => this.disconnect();
    if (ending === 'silent') force();
    else setTimeout(force, this.opening.patience.pong).unref();
  }

  /** True for the first ending, which counts. */
  private over(ending: Ending): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    clearInterval(this.watch);
    for (const each of PINGS) each.unsubscribe(this.onPing);
    this.end(ending);
    return true;
  }

  /** Asked a second time the library tears the socket down. */
  private disconnect(): void {
    this.receiver.client.disconnect().catch(() => {});
  }

  private listen(): void {
    if (this.opening.now() - this.lastSign > this.opening.patience.silence) this.close('silent');
  }

  /** Puts a look at each frame before the library's own listener: what throws there is caught by nobody, and ends the process. */
  private checkFrames(): void {
    const { client } = this.receiver;
    const read = client.listeners('ws_message') as ((...frame: unknown[]) => unknown)[];
    client.removeAllListeners('ws_message');
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      this.lastSign = this.opening.now();
      const frame = frameOf(String(data));
      if (frame.kind === 'unusable') return this.skip(frame);
      if (frame.kind === 'hello') this.lifeSeconds = lifeIn(frame);
      // The library closes it by itself; what Slack sends from now on goes to the other link.
      if (frame.kind === 'disconnect') this.over('refresh');
      for (const each of read) {
        Promise.resolve(each(data, isBinary)).catch((fault) =>
          this.opening.logger.error(`A frame of Socket Mode could not be read: ${fault}`),
        );
      }
    });
  }

  /** Acknowledged all the same, so that Slack does not send it again. */
  private skip({ envelope, type }: Extract<Frame, { kind: 'unusable' }>): void {
    this.opening.logger.warn(`A frame of Socket Mode says nothing that can be used (${type || 'no type'}): left out`);
    if (envelope === null) return;
    const client = this.receiver.client as unknown as { send(id: string): Promise<void> };
    client.send(envelope).catch(() => {});
  }

  private readonly onPing = (message: unknown): void => {
    const { websocket } = this.receiver.client as unknown as { websocket?: { websocket?: unknown } };
    const theirs = (message as { websocket?: unknown } | null)?.websocket;
    if (theirs !== undefined && theirs === websocket?.websocket) this.lastSign = this.opening.now();
  };

  private readonly onBroken = (): void => void this.over('broken');
}

function lifeIn({ fields }: Extract<Frame, { fields: unknown }>): number | null {
  const life = fields.debug_info?.approximate_connection_time;
  return typeof life === 'number' && life > 0 ? life : null;
}
