import type { KnownBlock } from '@slack/types';
import type { Said } from '../../answering/answering.ts';
import type { Approval } from '../../core/approvals/approval.ts';
import { TIME_FIXABLE } from '../../core/plans/ntp/fixes.ts';
import type { Line, Reply } from '../../core/reply.ts';
import type { Incoming } from '../incoming.ts';
import type { Page, Posted } from '../message.ts';
import { Undelivered, type UndeliveredReason } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import { pageOf, renderNotice, renderReply, small } from '../render/index.ts';
import type { Rendered } from '../render/rendered.ts';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { fixButtons } from '../views/fix-opening.ts';
import type { Question } from './answer.ts';
import { fixesIn } from './fixes.ts';
import { replyInChat } from './in-chat.ts';
import { type Source, wordsOf } from './source.ts';
import { suggestionsFor } from './suggest.ts';

/** The answer as messages. What is for programs, and was asked for in chat, is a file. */
export function rendered(
  said: Said,
  source: Source,
  { asked, asker, incoming }: Question,
  { redact, changes }: Pick<Ports, 'redact' | 'changes'>,
): Rendered {
  const suggestions =
    source.hosts.length + source.pastes.length === 0 ? [] : suggestionsFor(asked.verb, said.json, source.hosts);
  const { root, details, file } = renderReply(replyInChat(withNote(said.reply, source.note)), { suggestions });
  const withFixes = pageOf([...root.blocks, ...fixBlock(said, source, asked, changes)]);
  const shown = withQuestion(withFixes, incoming, asker.name, redact(wordsOf(asked)));
  if (!asked.json && said.verbatim !== true) return { root: shown, details, ...(file !== undefined && { file }) };
  const text = `${JSON.stringify(said.json, null, 2)}\n`;
  return { root: shown, details: [], file: { name: `${asked.verb}.json`, title: `${asked.verb} as JSON`, text } };
}

/** Of a live host that may be changed at all: from a paste nothing is ever changed. */
function fixBlock(
  { json }: Said,
  { hosts }: Source,
  asked: Question['asked'],
  changes: Pick<Ports['changes'], 'demands'>,
): KnownBlock[] {
  const [host, other] = hosts;
  if (host === undefined || other !== undefined) return [];
  const mayBe = (kind: Approval['kind']) => changes.demands(host, kind).kind !== 'never';
  const [table, time] = [mayBe('route') || mayBe('gateway'), mayBe('ntp')];
  const elements = fixButtons(fixesIn(asked, json, host).filter(({ rule }) => (isOfTime(rule) ? time : table)));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

const isOfTime = (rule: string) => rule === 'ntp' || TIME_FIXABLE.includes(rule);

/** Posts what stands in the thread below an answer, in order. */
export async function deliverBelow(
  root: Posted,
  { details, file }: Pick<Rendered, 'details' | 'file'>,
  { incoming: { id, place } }: Question,
  { outbox, log }: Ports,
): Promise<void> {
  const to = { channel: root.channel, thread: place.thread ?? root.ts };
  const posts = details.map((page, i) => outbox.post({ to, key: `${id}/detail-${i + 1}`, kind: 'detail', page }));
  await Promise.all(posts);
  if (file === undefined) return;
  await outbox.upload(to, file).catch((fault) => {
    if (!(fault instanceof Undelivered) || !OF_FILES.has(fault.reason)) throw fault;
    log.warn({ request: id, reason: fault.reason, slack: fault.slack }, 'a file was not delivered');
    return outbox.post({ to, key: `${id}/file`, kind: 'notice', page: missing(file.name, fault) });
  });
}

/** Why Slack may not take a file where it takes messages. */
const OF_FILES: ReadonlySet<UndeliveredReason> = new Set(['forbidden', 'given-up', 'unknown']);

function missing(name: string, { reason, slack }: Undelivered): Page {
  const why = slack === null ? '' : ` (\`${slack}\`)`;
  if (reason === 'unknown')
    return renderNotice(`The file \`${name}\` may be missing here: Slack did not say whether it took it${why}.`);
  const next = 'Ask again later; if no file ever comes, the app lacks the scope `files:write`.';
  return renderNotice(`The file \`${name}\` is missing here: Slack did not take it${why}.`, next);
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
