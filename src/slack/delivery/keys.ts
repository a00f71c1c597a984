import { createHash } from 'node:crypto';

/** What tells one delivery from another, and for how long it is remembered. */
export interface Delivery {
  readonly kind: 'event' | 'command' | 'click' | 'press' | 'view';
  readonly id: string;
  readonly forMs: number;
}

/** A click as Slack tells it. */
export interface Click {
  readonly user: string;
  /** `container.channel_id` and `container.message_ts`, or the view's id. */
  readonly message: string;
  readonly action: string;
  readonly value?: string;
  /** `action_ts` of the action. */
  readonly at: string;
}

/** Slack sends an event again at once, after a minute and after five. */
const EVENT_MS = 60 * 60_000;
/** A trigger is dead after 3 s, and a modal is long forgotten after a day. */
const COMMAND_MS = 10 * 60_000;
const VIEW_MS = 24 * 60 * 60_000;
/** A press holds its button while what it asked for is worked on, at most for so long. */
export const HELD_MS = 2 * 60_000;
/** Two presses within it are one double click. */
export const DOUBLE_CLICK_MS = 2_000;

export function eventDelivery(eventId: string): Delivery {
  return { kind: 'event', id: eventId, forMs: EVENT_MS };
}

export function commandDelivery(triggerId: string): Delivery {
  return { kind: 'command', id: triggerId, forMs: COMMAND_MS };
}

/** Both must be new: a click that is delivered twice has one time, a double click has two and the same button. */
export function clickDeliveries({ user, message, action, value = '', at }: Click): readonly [Delivery, Delivery] {
  return [
    { kind: 'click', id: digest(user, message, action, at), forMs: COMMAND_MS },
    { kind: 'press', id: digest(user, message, action, value), forMs: DOUBLE_CLICK_MS },
  ];
}

/**
 * `values` is the view's `state.values`: a modal that was answered with errors is submitted again with the same id and hash,
 * and its corrected values make it another submission.
 */
export function viewDelivery(view: { readonly id: string; readonly hash: string; readonly values: unknown }): Delivery {
  return { kind: 'view', id: digest(view.id, view.hash, JSON.stringify(view.values ?? null)), forMs: VIEW_MS };
}

/** Ids of one length whatever a client sent, and no part of one runs into the next. */
function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
