import type { Page, Place } from '../../message.ts';
import type { Caller } from '../client.ts';
import { call, type Task } from './task.ts';

/** Says something to one person alone. It cannot be looked up, so after a lost reply it is said again rather than not at all. */
export function whisper(client: Caller, to: Place & { readonly user: string }, page: Page): Task {
  const args = {
    channel: to.channel,
    user: to.user,
    thread_ts: to.thread,
    text: page.text,
    blocks: JSON.stringify(page.blocks),
    link_names: false,
  };
  return {
    method: 'chat.postEphemeral',
    unsure: false,
    step: async () => {
      await call(client, 'chat.postEphemeral', args);
      return {};
    },
    failed: (fault) => fault,
  };
}
