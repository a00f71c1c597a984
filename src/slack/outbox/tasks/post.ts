import type { Outgoing, Place } from '../../message.ts';
import type { Caller } from '../client.ts';
import { find, methodToFindIn } from '../find.ts';
import { keyOf, metadataOf } from '../metadata.ts';
import { call, type Task, unreadable } from './task.ts';

/** In JSON a quote inside a text is escaped, so no text can look like this. */
const PRESSABLE = /"type":"(?:actions|context_actions|button|overflow)"|"action_id":/;

/**
 * Posts a message. Where a reply was lost, it is looked for by its key first. What two copies would harm (buttons, an answer, a
 * root that is edited later) is posted again only after a look-up said that it is not there.
 */
export function post(client: Caller, message: Outgoing, now: () => number): Task {
  const { channel, thread } = message.to;
  const blocks = JSON.stringify(message.page.blocks);
  const harmful =
    message.once === true || (message.kind !== 'detail' && message.kind !== 'notice') || PRESSABLE.test(blocks);
  let firstSent: number | null = null;
  let unsure = false;

  const look = async () => {
    const stands = await conversationOf(client, message.to);
    const ts = await find(client, stands, firstSent ?? now(), (listed) => keyOf(listed) === message.key);
    unsure = false;
    return ts === null ? null : { posted: { channel: stands.channel, ts } };
  };
  const send = async () => {
    firstSent ??= now();
    const reply = await call(client, 'chat.postMessage', {
      channel,
      thread_ts: thread,
      text: message.page.text,
      blocks,
      metadata: metadataOf(message),
      unfurl_links: false,
      unfurl_media: false,
      link_names: false,
    });
    const { ts, channel: stands = channel } = reply as { ts?: string; channel?: string };
    if (typeof ts !== 'string') throw unreadable();
    return { posted: { channel: stands, ts } };
  };

  return {
    get method() {
      return unsure ? methodToFindIn(message.to) : 'chat.postMessage';
    },
    get unsure() {
      return unsure;
    },
    step: () => (unsure ? look() : send()),
    failed(fault) {
      const looked = unsure;
      if (looked && !harmful && fault.kind !== 'limited') {
        unsure = false;
        return null;
      }
      if (!looked && fault.kind === 'again') unsure = fault.unsure;
      return fault;
    },
  };
}

/** A message may be posted to a person, but is listed in the conversation with them. */
async function conversationOf(client: Caller, to: Place): Promise<Place> {
  if (!/^[UW]/.test(to.channel)) return to;
  const reply = await call(client, 'conversations.open', { users: to.channel });
  const { channel } = reply as { channel?: { id?: string } };
  if (typeof channel?.id !== 'string') throw unreadable();
  return { ...to, channel: channel.id };
}
