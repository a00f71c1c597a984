import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { INVENTED } from '../invented.ts';
import type { DeliveryLogged } from '../log.ts';
import type { Settings } from '../slack.ts';
import { inEnvelope, parsed, say } from './envelope.ts';
import type { Ack, Attempt, Delivery, Transport } from './transport.ts';

const MOST = 10;
/** How long a connection may take to say goodbye when the workspace closes. */
const CLOSE_MS = 200;
const PING_MS = 10_000;
const APPROXIMATE_SECONDS = 3_600;

interface Connection {
  readonly number: number;
  readonly ws: WebSocket;
  /** Was told to go: gets nothing more. */
  leaving: boolean;
  /** Connected, but nothing comes through. */
  silent: boolean;
}

interface Waiting {
  readonly entry: DeliveryLogged;
  readonly done: (ack: Ack) => void;
}

/** Socket Mode: tickets, connections, envelopes. */
export class Sockets implements Transport {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #settings: Settings;
  readonly #appId: () => string;
  readonly #changed: () => void;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, number>();
  readonly #connections = new Set<Connection>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #opened = 0;
  #turn = 0;
  /** Whether Socket Mode is switched on for the app. */
  enabled = true;

  constructor(clock: Clock, ids: Ids, settings: Settings, appId: () => string, changed: () => void) {
    this.#clock = clock;
    this.#ids = ids;
    this.#settings = settings;
    this.#appId = appId;
    this.#changed = changed;
  }

  /** Connections that deliver or pretend to. */
  get count(): number {
    return this.#live().length;
  }

  /** A single-use ticket for a connection. */
  ticket(): string {
    const ticket = this.#ids.secret();
    this.#tickets.set(ticket, this.#clock.now() + INVENTED.ticketMs);
    return ticket;
  }

  /** Takes a WebSocket request with a ticket; any other is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const ticket = url.searchParams.get('ticket') ?? '';
    const expires = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (expires === undefined || expires < this.#clock.now() || !this.enabled) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const seconds = url.searchParams.get('debug_reconnects') === 'true' ? 360 : APPROXIMATE_SECONDS;
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws, seconds));
  }

  send(delivery: Delivery, attempt: Attempt, entry: DeliveryLogged): Promise<Ack> {
    const live = this.#live();
    this.#turn += 1;
    const connection = live[this.#turn % Math.max(live.length, 1)];
    if (connection === undefined) {
      return Promise.resolve({ ok: false, why: INVENTED.noConnection, retry: true });
    }
    const envelope = this.#ids.secret();
    entry.connection = connection.number;
    return new Promise((resolve) => {
      const timer = setTimeout(() => done({ ok: false, why: 'operation_timeout', retry: true }), this.#settings.ackMs);
      const done = (ack: Ack) => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#waiting.delete(envelope);
        resolve(ack);
      };
      this.#timers.add(timer);
      this.#waiting.set(envelope, { entry, done });
      if (!connection.silent) connection.ws.send(JSON.stringify(inEnvelope(envelope, delivery, attempt)));
    });
  }

  /** Refreshes every connection: a warning, then the refresh. */
  async recycle(pause: (ms: number) => Promise<void>): Promise<void> {
    const old = this.#live();
    for (const { ws } of old) say(ws, this.#disconnect('warning'));
    await pause(this.#settings.refreshWarningMs);
    for (const connection of old) this.#dismiss(connection, 'refresh_requested');
  }

  /** Socket Mode is switched off, or on again. */
  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    if (!enabled) for (const connection of this.#live()) this.#dismiss(connection, 'link_disabled');
  }

  /** Ends connections without a word. */
  cut(): void {
    for (const { ws } of this.#connections) ws.terminate();
  }

  /** Lets the connections there are, or the oldest `most`, deliver nothing, or deliver again; new ones deliver. Returns how many. */
  silence(silent: boolean, most = this.#connections.size): number {
    const chosen = [...this.#connections].slice(0, most);
    for (const connection of chosen) connection.silent = silent;
    return chosen.length;
  }

  async close(): Promise<void> {
    for (const { done } of [...this.#waiting.values()]) done({ ok: false, why: 'dispatch_failed', retry: false });
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { ws } of this.#connections) ws.close(1001);
    await Promise.race([new Promise((done) => setTimeout(done, CLOSE_MS).unref()), this.#empty()]);
    this.cut();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  /** Resolves when every connection has ended. */
  async #empty(): Promise<void> {
    await Promise.all([...this.#connections].map(({ ws }) => new Promise((done) => ws.once('close', done))));
  }

  #live(): Connection[] {
    return [...this.#connections].filter(({ leaving, ws }) => !leaving && ws.readyState === ws.OPEN);
  }

  #welcome(ws: WebSocket, seconds: number): void {
    if (this.#live().length >= MOST) {
      say(ws, this.#disconnect('too_many_websockets'));
      ws.close();
      return;
    }
    this.#opened += 1;
    const connection: Connection = { number: this.#opened, ws, leaving: false, silent: false };
    this.#connections.add(connection);
    const ping = setInterval(() => ws.ping(), PING_MS);
    ws.on('message', (data) => this.#answered(String(data)));
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearInterval(ping);
      this.#connections.delete(connection);
      this.#changed();
    });
    say(ws, {
      type: 'hello',
      num_connections: this.#live().length,
      debug_info: { host: 'applink-lab', build_number: 1, approximate_connection_time: seconds },
      connection_info: { app_id: this.#appId() },
    });
    this.#changed();
  }

  #answered(text: string): void {
    const message = parsed(text);
    const waiting = this.#waiting.get(String(message.envelope_id ?? ''));
    if (waiting === undefined) return;
    waiting.entry.ackedAt = this.#clock.now();
    waiting.done({ ok: true, payload: message.payload });
  }

  #dismiss(connection: Connection, reason: string): void {
    connection.leaving = true;
    say(connection.ws, this.#disconnect(reason));
    connection.ws.close();
  }

  #disconnect(reason: string): object {
    return { type: 'disconnect', reason, debug_info: { host: 'applink-lab' } };
  }
}
