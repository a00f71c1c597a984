import { z } from 'zod';
import type { ClientCall } from '../client-api.ts';

const Text = z.string();
const Names = z.array(Text);
const File = z.object({ name: Text, text: Text.optional(), base64: Text.optional() });
const Files = z.array(File);
const Surface = z.union([z.object({ channel: Text, ts: Text }), z.object({ view: Text })]);
const Value = z.union([
  z.object({ text: Text }),
  z.object({ option: Text }),
  z.object({ options: Names }),
  z.object({ date: Text.nullable() }),
  z.object({ user: Text }),
  z.object({ users: Names }),
  z.object({ conversation: Text }),
  z.object({ conversations: Names }),
  z.object({ files: Files }),
]);
const As = z.object({ as: Text });
const inChannel = As.extend({ channel: Text });
const inThread = inChannel.extend({ thread: Text.optional() });
const ofMessage = inChannel.extend({ ts: Text });
const ofMember = inChannel.extend({ user: Text });
const ofView = As.extend({ view: Text });
const ofElement = As.extend({ at: Surface, blockId: Text, actionId: Text });

/** What each call takes (src/lab/workspace/client-api.ts); more than that is let be. */
const REQUESTS: Readonly<Record<ClientCall, z.ZodType>> = {
  overview: As,
  messages: inChannel.extend({ before: Text.optional(), limit: z.number().optional() }),
  thread: inChannel.extend({ thread: Text }),
  files: As.extend({ channel: Text.optional() }),
  fileContent: As.extend({ file: Text }),
  post: inThread.extend({ text: Text, long: z.enum(['snippet', 'refuse']).optional() }),
  command: inThread.extend({ text: Text }),
  upload: inThread.extend({ files: Files, text: Text.optional() }),
  edit: ofMessage.extend({ text: Text }),
  remove: ofMessage,
  shortcut: ofMessage.extend({ callbackId: Text }),
  globalShortcut: As.extend({ callbackId: Text }),
  act: ofElement.extend({ value: Value.optional() }),
  suggest: ofElement.extend({ query: Text }),
  submitView: ofView.extend({ values: z.record(Text, z.record(Text, Value)) }),
  closeView: ofView,
  views: As,
  openHome: As,
  home: As,
  join: inChannel,
  leave: inChannel,
  invite: ofMember,
  kick: ofMember,
  archive: inChannel,
  unarchive: inChannel,
  revoke: As,
  restore: As,
};

/** What is wrong with the fields of a call, in a sentence; null where nothing is. */
export function faultIn(call: ClientCall, fields: Record<string, unknown>): string | null {
  const [issue] = REQUESTS[call].safeParse(fields).error?.issues ?? [];
  return issue === undefined ? null : `${issue.path.join('.') || call}: ${issue.message}`;
}
