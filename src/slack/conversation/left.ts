import type { OpenQuestion } from '../delivery/open.ts';
import type { Posted } from '../message.ts';
import type { Ports } from '../ports.ts';
import { renderNotice, renderProblem } from '../render/index.ts';
import { leftInTheMiddle, requestKept } from './problems.ts';

/**
 * Tells somebody that the process that worked on their question is gone. A message that says that it is worked on says so no more. A
 * change that it had asked for by then is not to be asked for once more.
 */
export async function tellLeft(question: OpenQuestion, ports: Ports): Promise<void> {
  const { id, user, place } = question;
  const request = await requestOf(question, ports);
  const progress = question.progress ?? (await progressOf(question, ports));
  if (progress !== null) {
    const page = renderNotice(request === null ? NO_ANSWER : kept(request));
    await ports.outbox.edit(progress, { to: place, key: `${id}/answer`, kind: 'notice', page }).catch(() => {});
  }
  const problem = request === null ? leftInTheMiddle() : requestKept(request);
  await ports.respondTo(undefined, { ...place, user })(renderProblem(problem, id));
}

const NO_ANSWER = 'No answer: I was ended in the middle of this question. Ask again.';
const kept = (request: string) =>
  `I was ended in the middle of this question, but the request \`${request}\` is kept. It has a card of its own.`;

/** The change that its asker asked for there since then. */
async function requestOf({ user, place, at }: OpenQuestion, { changes }: Ports): Promise<string | null> {
  const last = await changes.history(LAST).catch(() => []);
  const asked = last.find(
    ({ approval: { asker, askedAt }, thread, group }) =>
      asker === user && askedAt >= at && thread?.channel === place.channel && group === null,
  );
  return asked?.approval.id ?? null;
}

/** It was asked for a moment ago: few came behind it. */
const LAST = 50;

/** A process may end between the reply of Slack and what it would write of it then. */
async function progressOf({ id, place, at }: OpenQuestion, { slack }: Ports): Promise<Posted | null> {
  const ts = await slack.find(place, `${id}/answer`, at, 'progress').catch(() => null);
  return ts === null ? null : { channel: place.channel, ts };
}
