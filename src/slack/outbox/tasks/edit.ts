import type { Outgoing, Posted } from '../../message.ts';
import type { Caller } from '../client.ts';
import { metadataOf } from '../metadata.ts';
import { call, type Task } from './task.ts';

/** Replaces a message. Text and blocks always go together: chat.update drops the blocks where only text is sent. */
export function edit(client: Caller, at: Posted, message: Outgoing): Task {
  const args = {
    channel: at.channel,
    ts: at.ts,
    text: message.page.text,
    blocks: JSON.stringify(message.page.blocks),
    metadata: metadataOf(message),
    link_names: false,
  };
  return {
    method: 'chat.update',
    unsure: false, // the same edit twice is one edit
    step: async () => {
      await call(client, 'chat.update', args);
      return {};
    },
    failed: (fault) => fault,
  };
}
