import type { Said } from '../../answering/answering.ts';
import type { Line, Reply } from '../../core/reply.ts';
import type { Incoming } from '../incoming.ts';
import type { Page, Posted } from '../message.ts';
import type { Ports } from '../ports.ts';
import { pageOf, renderReply, small } from '../render/index.ts';
import type { Rendered } from '../render/rendered.ts';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import type { Question } from './answer.ts';
import { replyInChat } from './in-chat.ts';
import { type Source, wordsOf } from './source.ts';
import { suggestionsFor } from './suggest.ts';

/** The answer as messages. What is for programs, and was asked for in chat, is a file. */
export function rendered(
  said: Said,
  source: Source,
  { asked, asker, incoming }: Question,
  { redact }: Ports,
): Rendered {
  const suggestions =
    source.hosts.length + source.pastes.length === 0 ? [] : suggestionsFor(asked.verb, said.json, source.hosts);
  const { root, details, file } = renderReply(replyInChat(withNote(said.reply, source.note)), { suggestions });
  const shown = withQuestion(root, incoming, asker.name, redact(wordsOf(asked)));
  if (!asked.json && said.verbatim !== true) return { root: shown, details, ...(file !== undefined && { file }) };
  const text = `${JSON.stringify(said.json, null, 2)}\n`;
  return { root: shown, details: [], file: { name: `${asked.verb}.json`, title: `${asked.verb} as JSON`, text } };
}

/** Posts what stands in the thread below an answer, in order. */
export async function deliverBelow(
  root: Posted,
  { details, file }: Pick<Rendered, 'details' | 'file'>,
  { incoming: { id, place } }: Question,
  { outbox }: Ports,
): Promise<void> {
  const to = { channel: root.channel, thread: place.thread ?? root.ts };
  const posts = details.map((page, i) => outbox.post({ to, key: `${id}/detail-${i + 1}`, kind: 'detail', page }));
  await Promise.all(posts);
  if (file !== undefined) await outbox.upload(to, file);
}

function withNote(reply: Reply, note: string | undefined): Reply {
  if (note === undefined) return reply;
  const line: Line = { text: note };
  return {
    ...reply,
    sections: [...reply.sections, { title: 'What this rests on', blocks: [{ kind: 'text', lines: [line] }] }],
  };
}

const LONGEST = 200;

/** The answer with its question, where nobody else could see it: a slash command, a button and a modal show nothing of themselves. */
function withQuestion(page: Page, { way }: Incoming, asker: string, words: string): Page {
  if (way !== 'command' && way !== 'button' && way !== 'modal') return page;
  const buttons = page.blocks.filter(({ type }) => type === 'actions');
  const rest = page.blocks.filter(({ type }) => type !== 'actions');
  const asked = small(`${shortened(visibleLine(asker), 60)} asked: ${shortened(visibleLine(words), LONGEST)}`);
  return pageOf([...rest, asked, ...buttons]);
}
