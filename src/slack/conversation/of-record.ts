import type { Said } from '../../answering/answering.ts';
import type { ChangesPort } from '../../changes-port.ts';
import type { Asked } from '../../command.ts';
import { readRecord } from '../../record/read.ts';
import type { Ports } from '../ports.ts';
import { renderReply } from '../render/index.ts';
import { type Help, pagesOf } from './help.ts';
import { replyInChat } from './in-chat.ts';

/** Verbs that read the record of changes: who else reads a channel may not see every host that somebody may, so they alone are told. */
const RECORD: ReadonlySet<string> = new Set(['changes', 'audit']);

export const isOfRecord = ({ verb }: Asked): boolean => RECORD.has(verb);

/** The record of these hosts, with the names that people have in Slack. */
export function recordOf(hosts: readonly string[], { store, access }: Ports): ChangesPort {
  return readRecord(store, { hosts, name: async (id) => (await access.asker(id, undefined)).name });
}

/** What is told of it; what is for programs is a file. */
export function toldOf({ reply, json, file }: Said, asked: Asked): Help {
  const text = file?.text ?? (asked.json ? `${JSON.stringify(json, null, 2)}\n` : undefined);
  if (text === undefined) return pagesOf(replyInChat(reply));
  const name = file?.name ?? `${asked.verb}.json`;
  const where = { text: `${reply.headline.text} It comes as a file in your direct messages with me.` };
  return { pages: [renderReply(replyInChat({ ...reply, headline: where })).root], file: { name, title: name, text } };
}
