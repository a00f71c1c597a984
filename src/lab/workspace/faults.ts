/** Which calls of the Web API a fault meets; every one where nothing is said. */
export interface CallMatch {
  readonly method?: string;
  readonly channel?: string;
  readonly match?: (call: FaultyCall) => boolean;
  /** How often; until it is taken away where it is not said. */
  readonly count?: number;
}

/** Which deliveries a fault meets; every one where nothing is said. */
export interface DeliveryMatch {
  readonly what?: 'event' | 'command' | 'interaction';
  /** The event's type, the command, or the interaction's type. */
  readonly type?: string;
  readonly match?: (delivery: FaultyDelivery) => boolean;
  readonly count?: number;
}

export interface FaultyCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface FaultyDelivery {
  readonly what: 'event' | 'command' | 'interaction';
  readonly type: string;
  readonly body: object;
}

export type CallFault =
  | { readonly kind: '429'; readonly retryAfter: number }
  | { readonly kind: '500' }
  /** The connection ends before anything is done. */
  | { readonly kind: 'lost-request' }
  /** It is done, and the connection ends without the answer. */
  | { readonly kind: 'lost-reply' }
  /** No answer ever comes; nothing is done. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'slow'; readonly ms: number };

export type DeliveryFault =
  /** Never reaches the app. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Reaches the app so many times more, with the same ids. */
  | { readonly kind: 'repeat'; readonly times: number }
  /** Waits until another delivery of its type has gone ahead. */
  | { readonly kind: 'reorder' };

/** A fault that is switched on. */
export interface Switched {
  /** How often it has struck. */
  readonly hits: number;
  off(): void;
}

interface Entry<F, M extends { readonly count?: number }> extends Switched {
  hits: number;
  readonly fault: F;
  readonly match: M;
}

/** What goes wrong between the app and Slack; each can be switched on and off while the workspace runs. */
export class Faults {
  readonly #calls = new Set<Entry<CallFault, CallMatch>>();
  readonly #deliveries = new Set<Entry<DeliveryFault, DeliveryMatch>>();

  rateLimited(match: CallMatch & { readonly retryAfter?: number } = {}): Switched {
    return this.#call({ kind: '429', retryAfter: match.retryAfter ?? 1 }, match);
  }
  serverError(match: CallMatch = {}): Switched {
    return this.#call({ kind: '500' }, match);
  }
  loseRequest(match: CallMatch = {}): Switched {
    return this.#call({ kind: 'lost-request' }, match);
  }
  loseReply(match: CallMatch = {}): Switched {
    return this.#call({ kind: 'lost-reply' }, match);
  }
  hang(match: CallMatch = {}): Switched {
    return this.#call({ kind: 'hang' }, match);
  }
  /** Answers with an error word, such as `fatal_error`. */
  refuse(error: string, match: CallMatch = {}): Switched {
    return this.#call({ kind: 'error', error }, match);
  }
  /** Refuses new Socket Mode connections. */
  refuseConnections(error = 'internal_error', count?: number): Switched {
    return this.refuse(error, { method: 'apps.connections.open', ...(count === undefined ? {} : { count }) });
  }
  slow(ms: number, match: CallMatch = {}): Switched {
    return this.#call({ kind: 'slow', ms }, match);
  }

  drop(match: DeliveryMatch = {}): Switched {
    return this.#delivery({ kind: 'drop' }, match);
  }
  delay(ms: number, match: DeliveryMatch = {}): Switched {
    return this.#delivery({ kind: 'delay', ms }, match);
  }
  repeat(match: DeliveryMatch & { readonly times?: number } = {}): Switched {
    return this.#delivery({ kind: 'repeat', times: match.times ?? 1 }, match);
  }
  reorder(match: DeliveryMatch = {}): Switched {
    return this.#delivery({ kind: 'reorder' }, match);
  }

  clear(): void {
    this.#calls.clear();
    this.#deliveries.clear();
  }

  /** The faults that strike this call, in the order they were switched on. */
  ofCall(call: FaultyCall): CallFault[] {
    if (this.#calls.size === 0) return [];
    return strike(this.#calls, ({ method, channel, match }) =>
      [
        method === undefined || method === call.method,
        channel === undefined || channel === call.args.channel,
        match === undefined || match(call),
      ].every(Boolean),
    );
  }

  ofDelivery(delivery: FaultyDelivery): DeliveryFault[] {
    if (this.#deliveries.size === 0) return [];
    return strike(this.#deliveries, ({ what, type, match }) =>
      [
        what === undefined || what === delivery.what,
        type === undefined || type === delivery.type,
        match === undefined || match(delivery),
      ].every(Boolean),
    );
  }

  #call(fault: CallFault, match: CallMatch): Switched {
    return switchOn(this.#calls, fault, match);
  }

  #delivery(fault: DeliveryFault, match: DeliveryMatch): Switched {
    return switchOn(this.#deliveries, fault, match);
  }
}

function switchOn<F, M extends { readonly count?: number }>(all: Set<Entry<F, M>>, fault: F, match: M): Switched {
  const entry: Entry<F, M> = { fault, match, hits: 0, off: () => all.delete(entry) };
  all.add(entry);
  return entry;
}

function strike<F, M extends { readonly count?: number }>(all: Set<Entry<F, M>>, meets: (match: M) => boolean): F[] {
  const struck = [...all].filter(({ match }) => meets(match));
  for (const entry of struck) {
    entry.hits += 1;
    if (entry.hits === entry.match.count) entry.off();
  }
  return struck.map(({ fault }) => fault);
}
