import type { DeliveryLogged } from '../log.ts';

/** Something to be handed to the app. */
export interface Delivery {
  readonly what: 'event' | 'command' | 'interaction';
  /** The event's type, the command, or the interaction's type. */
  readonly type: string;
  readonly body: object;
  /** Whether the app may answer with a body. */
  readonly answerable: boolean;
}

export interface Attempt {
  readonly number: number;
  readonly reason?: string;
}

/** What the app did with a delivery. `retry` is false where it asked not to be sent it again. */
export type Ack =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly why: 'operation_timeout' | 'dispatch_failed' | 'http_client_error' | 'http_service_error';
      readonly retry: boolean;
    };

/** A way to the app: its sockets, or its URL. */
export interface Transport {
  send(delivery: Delivery, attempt: Attempt, entry: DeliveryLogged): Promise<Ack>;
  close(): Promise<void>;
}
