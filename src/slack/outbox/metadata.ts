import type { Outgoing } from '../message.ts';

/** What programs can read of a message (contract: `event_type` and `event_payload`). */
export interface Metadata {
  readonly event_type: 'vmkbot';
  readonly event_payload: Readonly<Record<string, string>>;
}

export function metadataOf({ key, kind, change, state }: Outgoing): Metadata {
  return {
    event_type: 'vmkbot',
    event_payload: {
      key,
      kind,
      ...(change === undefined ? {} : { change }),
      ...(state === undefined ? {} : { state }),
    },
  };
}

/** The key of a message as Slack lists it, where it is one of ours. */
export const keyOf = (message: { readonly metadata?: unknown }): string | null => wordOf(message, 'key');

export const kindOf = (message: { readonly metadata?: unknown }): string | null => wordOf(message, 'kind');

function wordOf(message: { readonly metadata?: unknown }, name: 'key' | 'kind'): string | null {
  const { metadata } = message as { metadata?: { event_type?: unknown; event_payload?: Record<string, unknown> } };
  const word = metadata?.event_type === 'vmkbot' ? metadata.event_payload?.[name] : null;
  return typeof word === 'string' ? word : null;
}
