import type { WebSocket } from 'ws';
import type { Attempt, Delivery } from './transport.ts';

const ENVELOPE = { event: 'events_api', command: 'slash_commands', interaction: 'interactive' } as const;

/** A delivery as it goes through a socket. */
export function inEnvelope(id: string, delivery: Delivery, attempt: Attempt): object {
  return {
    envelope_id: id,
    type: ENVELOPE[delivery.what],
    accepts_response_payload: delivery.answerable,
    payload: delivery.body,
    ...(delivery.what === 'event' ? { retry_attempt: attempt.number, retry_reason: attempt.reason ?? '' } : {}),
  };
}

/** Sends a message, where the connection is still open. */
export function say(ws: WebSocket, message: object): void {
  if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(message));
}

/** What the app sent, as an object; an empty one where it is none. */
export function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
