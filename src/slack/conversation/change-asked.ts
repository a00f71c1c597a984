import type { Said } from '../../answering/answering.ts';
import type { Change } from '../../changes/change.ts';
import { Problem } from '../../problem.ts';
import { planPages } from '../changes/card/index.ts';
import { isShut } from '../changes/cards.ts';
import { calledAs, unasked } from '../changes/decision.ts';
import { type Requested, request } from '../changes/request.ts';
import { subjectOf } from '../changes/subject.ts';
import { roomOf } from '../incoming.ts';
import type { Posted } from '../message.ts';
import { Undelivered } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import type { Rendered } from '../render/rendered.ts';
import type { Question } from './answer.ts';
import type { Progress } from './progress.ts';
import { remember } from './remember.ts';
import { type Source, wordsOf } from './source.ts';

/** The plan of live hosts becomes a request; asked for as JSON it is for a program, and stays an answer. */
export async function changeAsked(said: Said, source: Source, question: Question, ports: Ports): Promise<Requested> {
  const { asked, incoming } = question;
  if (asked.verb !== 'fix' || asked.json || source.hosts.length === 0) return { kind: 'answer', note: null };
  const requested = await request(said, incoming, toType(source), ports);
  if (requested.kind === 'asked') await calledAs(question.asker, ports);
  return requested;
}

/** The words that ask for it anywhere: with the host, which a thread may have named. */
function toType({ asked, hosts }: Source): string {
  const [what = '', ...rest] = asked.words;
  return wordsOf({ ...asked, words: [what, ...hosts, ...rest] });
}

/** Shows a request by its card, where the answer would be. */
export async function showCard(
  { change, said }: { readonly change: Change; readonly said: Said },
  source: Source,
  question: Question,
  progress: Progress,
  ports: Ports,
): Promise<{ readonly root: Posted; readonly pages: Pick<Rendered, 'details'> }> {
  const root = await ports.threads.during(roomOf(question.incoming), async () => {
    const stands = await ports.cards
      .first(change.approval.id, (card) => progress.become(card))
      .catch(async (fault) => {
        throw await withoutCard(fault, change, ports);
      });
    await remember(said, source, question, stands, ports);
    return stands;
  });
  return { root, pages: { details: planPages(await subjectOf(change, ports.changes)) } };
}

/** A request that nobody can see in its place is taken back; one that only waits for Slack is shown by itself later. */
async function withoutCard(fault: unknown, { approval: { id, asker } }: Change, ports: Ports): Promise<unknown> {
  if (!(fault instanceof Undelivered)) return fault;
  if (isShut(fault) || fault.reason === 'thread-gone') {
    await ports.changes.cancel(id, unasked(asker));
    return fault;
  }
  const late = new Problem({
    code: 'card-late',
    message: `Your request \`${id}\` is kept, but Slack has not taken its card yet.`,
    next: 'The card comes by itself as soon as Slack takes it; there is no need to ask again.',
    exit: 1,
  });
  return Object.assign(late, { cause: fault });
}
