/** What a frame of Socket Mode is, as far as it must be known before the library reads it. */
export type Frame =
  | { readonly kind: 'hello' | 'disconnect' | 'payload'; readonly fields: Fields }
  /** The library would end the process by it. `envelope`: Slack waits for its acknowledgement. */
  | { readonly kind: 'unusable'; readonly envelope: string | null; readonly type: string };

interface Fields {
  readonly debug_info?: { readonly approximate_connection_time?: unknown } | null;
}

/** Reads a frame. An event must say which it is; `app_rate_limited`, for one, is sent in an envelope of events without being one. */
export function frameOf(text: string): Frame {
  const frame = parsed(text);
  if (!isObject(frame)) return { kind: 'unusable', envelope: null, type: 'none' };
  const { type, envelope_id: id, payload } = frame;
  if (type === 'hello' || type === 'disconnect') return { kind: type, fields: frame };
  const envelope = typeof id === 'string' ? id : null;
  const isWhole = envelope !== null && isObject(payload) && (type !== 'events_api' || hasType(payload.event));
  if (isWhole && typeof type === 'string') return { kind: 'payload', fields: frame };
  const inner = isObject(payload) ? payload.type : undefined;
  return { kind: 'unusable', envelope, type: [type, inner].filter((each) => typeof each === 'string').join('/') };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function hasType(event: unknown): boolean {
  return isObject(event) && typeof event.type === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
