import type { Place } from '../message.ts';
import type { Caller } from './client.ts';
import { CallFailed, call } from './tasks/task.ts';

/** A message as conversations.history and conversations.replies list it. */
export interface Listed {
  readonly ts?: string;
  readonly metadata?: unknown;
  readonly files?: readonly { readonly id?: string }[];
}

const PAGE = 200;
const MOST_PAGES = 5;
/** Our clock and Slack's may differ by so much. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

export function methodToFindIn(place: Place): string {
  return place.thread === undefined ? 'conversations.history' : 'conversations.replies';
}

/** The `ts` of a message that was sent at or after a time, or null where it does not stand there. */
export async function find(
  client: Caller,
  place: Place,
  sentAt: number,
  isIt: (message: Listed) => boolean,
): Promise<string | null> {
  const args = {
    channel: place.channel,
    ...(place.thread === undefined ? {} : { ts: place.thread }),
    oldest: ((sentAt - CLOCKS_DIFFER_MS) / 1_000).toFixed(6),
    include_all_metadata: true,
    limit: PAGE,
  };
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const reply = await call(client, methodToFindIn(place), { ...args, cursor });
    const { messages = [] } = reply as { messages?: readonly Listed[] };
    const found = messages.find((message) => message.ts !== undefined && isIt(message));
    if (found?.ts !== undefined) return found.ts;
    cursor = reply.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  throw new CallFailed({ kind: 'again', unsure: false, word: 'too_many_messages' });
}
