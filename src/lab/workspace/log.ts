import type { Clock } from './clock.ts';

/** A call of the Web API, an upload or download, or a use of a response_url. */
export interface CallLogged {
  readonly kind: 'call';
  readonly at: number;
  /** The method, or `upload`, `download`, `response_url`. */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** HTTP status; 0 where the connection was closed without an answer, and until there is one. */
  status: number;
  ok: boolean;
  error?: string;
  /** What was answered. */
  result?: Readonly<Record<string, unknown>>;
}

/** One attempt to hand something to the app. */
export interface DeliveryLogged {
  readonly kind: 'delivery';
  readonly at: number;
  readonly what: 'event' | 'command' | 'interaction';
  /** The event's type, the command, or the interaction's type. */
  readonly type: string;
  readonly attempt: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Which connection it went to, where it went to one. */
  connection?: number;
  /** `sent` until the app has answered; a fault's word where one stopped it. */
  outcome: string;
  ackedAt?: number;
  /** What the app answered. */
  ack?: unknown;
}

export type Logged = CallLogged | DeliveryLogged;

/** Everything that happened, oldest first; the oldest are forgotten. */
export interface Log {
  all(): readonly Logged[];
  calls(method?: string): readonly CallLogged[];
  deliveries(type?: string): readonly DeliveryLogged[];
  clear(): void;
}

/** The log for those who write it. */
export class KeptLog implements Log {
  readonly #clock: Clock;
  readonly #keep: number;
  readonly #changed: () => void;
  #entries: Logged[] = [];

  constructor(clock: Clock, keep: number, changed: () => void) {
    this.#clock = clock;
    this.#keep = keep;
    this.#changed = changed;
  }

  call(method: string, args: Readonly<Record<string, unknown>>): CallLogged {
    return this.#add({ kind: 'call', at: this.#clock.now(), method, args, status: 0, ok: false });
  }

  delivery(what: DeliveryLogged['what'], type: string, attempt: number, body: object): DeliveryLogged {
    const kept = body as Readonly<Record<string, unknown>>;
    return this.#add({ kind: 'delivery', at: this.#clock.now(), what, type, attempt, body: kept, outcome: 'sent' });
  }

  /** To be called after an entry was changed. */
  changed(): void {
    this.#changed();
  }

  all(): readonly Logged[] {
    return [...this.#entries];
  }

  calls(method?: string): readonly CallLogged[] {
    return this.#entries.filter(
      (entry): entry is CallLogged => entry.kind === 'call' && (method === undefined || entry.method === method),
    );
  }

  deliveries(type?: string): readonly DeliveryLogged[] {
    return this.#entries.filter(
      (entry): entry is DeliveryLogged => entry.kind === 'delivery' && (type === undefined || entry.type === type),
    );
  }

  clear(): void {
    this.#entries = [];
  }

  #add<T extends Logged>(entry: T): T {
    this.#entries.push(entry);
    if (this.#entries.length > this.#keep * 1.25) this.#entries = this.#entries.slice(-this.#keep);
    this.#changed();
    return entry;
  }
}
