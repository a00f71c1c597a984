import type { Place } from '../../message.ts';
import type { Caller } from '../client.ts';
import { find, methodToFindIn } from '../find.ts';
import type { PutBytes } from '../put-bytes.ts';
import { call, type Task, unreadable } from './task.ts';

/** A file to be added to a thread. */
export interface TextFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

type Next = 'ask' | 'send' | 'complete' | 'look';

/** Adds a file: asks for an address, sends the bytes there, and says where it belongs. Only the last call shows it to anybody. */
export function upload(
  client: Caller,
  to: Place,
  file: TextFile,
  surroundings: { put: PutBytes; now: () => number },
): Task {
  const bytes = Buffer.from(file.text, 'utf8');
  let next: Next = 'ask';
  let given = { url: '', id: '' };
  let completedAt = 0;

  const steps: Readonly<Record<Next, () => Promise<object | null>>> = {
    ask: async () => {
      const reply = await call(client, 'files.getUploadURLExternal', { filename: file.name, length: bytes.length });
      const { upload_url: url, file_id: id } = reply as { upload_url?: string; file_id?: string };
      if (typeof url !== 'string' || typeof id !== 'string') throw unreadable();
      given = { url, id };
      next = 'send';
      return null;
    },
    send: async () => {
      await surroundings.put(given.url, bytes);
      next = 'complete';
      return null;
    },
    complete: async () => {
      completedAt = surroundings.now();
      await call(client, 'files.completeUploadExternal', {
        files: [{ id: given.id, title: file.title }],
        channel_id: to.channel,
        thread_ts: to.thread,
      });
      return {};
    },
    look: async () => {
      const has = await find(client, to, completedAt, ({ files = [] }) => files.some(({ id }) => id === given.id));
      next = 'complete';
      return has === null ? null : {};
    },
  };

  return {
    get method() {
      return methodOf(next, to);
    },
    get unsure() {
      return next === 'look';
    },
    step: () => steps[next](),
    failed(fault) {
      if (fault.kind !== 'again') return fault;
      // An address takes bytes once.
      if (next === 'send') next = 'ask';
      else if (next === 'complete' && fault.unsure) next = 'look';
      return fault;
    },
  };
}

function methodOf(next: Next, to: Place): string {
  switch (next) {
    case 'ask':
    case 'send':
      return 'files.getUploadURLExternal';
    case 'complete':
      return 'files.completeUploadExternal';
    case 'look':
      return methodToFindIn(to);
  }
}
