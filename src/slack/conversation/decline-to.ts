import type { ActionsBlock } from '@slack/types';
import { Problem } from '../../problem.ts';
import type { Incoming } from '../incoming.ts';
import type { Page } from '../message.ts';
import { Undelivered } from '../outbox/outbox.ts';
import { withMentions } from '../people/mentions.ts';
import type { Ports } from '../ports.ts';
import { pageOf, renderBug, renderProblem, suggestionButtons } from '../render/index.ts';
import { OPEN_PASTE } from '../views/paste.ts';
import { Declined } from './decline.ts';
import { inChat } from './in-chat.ts';
import { storeGone, undelivered } from './problems.ts';

/** What came of a request that has no answer. */
export type Outcome = 'refused' | 'failed' | 'undelivered';

/** Tells the person alone why there is no answer. A fault of ours is one line with the request's id, and goes to the log with its cause. */
export async function declineTo(incoming: Incoming, fault: unknown, ports: Ports): Promise<Outcome> {
  const outcome = outcomeOf(fault);
  const page = pageFor(fault, incoming, ports);
  if (page !== null) await tell(incoming, page, ports);
  return outcome;
}

/** Says something to that person alone, where they are. */
export async function tell(
  { responseUrl, place, at = place, user }: Incoming,
  page: Page,
  { respondTo }: Ports,
): Promise<void> {
  await respondTo(responseUrl, { ...at, user })(page);
}

function outcomeOf(fault: unknown): Outcome {
  if (fault instanceof Undelivered) return 'undelivered';
  return fault instanceof Problem ? 'refused' : 'failed';
}

function pageFor(fault: unknown, { id, user }: Incoming, { log, name, metrics }: Ports): Page | null {
  if (fault instanceof Undelivered) {
    log.warn({ request: id, user, reason: fault.reason, slack: fault.slack }, 'an answer was not delivered');
    const problem = undelivered(fault.reason, name);
    return problem === null ? null : problemPage(problem, id);
  }
  if (fault instanceof Problem && fault.code === 'store') {
    log.error({ request: id, user, err: fault }, 'the store failed');
    return problemPage(storeGone(), id);
  }
  if (fault instanceof Problem) {
    log.info(
      { request: id, user, code: fault.code, ...(fault.cause !== undefined && { err: fault.cause }) },
      'refused',
    );
    return problemPage(fault, id);
  }
  metrics.errors.inc({ kind: 'bug' });
  log.error({ request: id, user, err: fault }, 'failed');
  return renderBug(id);
}

function problemPage(problem: Problem, id: string): Page {
  const page = said(problem, id);
  if (!(problem instanceof Declined)) return page;
  const buttons = [...suggestionButtons(problem.suggestions), ...pasteButton(problem.missing)];
  return buttons.length === 0 ? page : pageOf([...page.blocks, ...buttons]);
}

function said(problem: Problem, id: string): Page {
  const { code, message, next } = problem;
  if (code === 'refused') return withMentions(renderProblem({ message, next }));
  return renderProblem({ message: inChat(message), next: inChat(next) }, isFailure(problem) ? id : undefined);
}

/** Something failed, so that somebody may look for it in the log. A typing error or a policy is nothing to look for. */
function isFailure({ code, exit, cause }: Problem): boolean {
  return exit === 3 || cause !== undefined || code === 'store' || code.startsWith('undelivered-');
}

function pasteButton(question: string | undefined): ActionsBlock[] {
  if (question === undefined) return [];
  const text = { type: 'plain_text' as const, text: 'Paste an output…', emoji: false };
  return [
    { type: 'actions', elements: [{ type: 'button', action_id: OPEN_PASTE, text, value: question.slice(0, 500) }] },
  ];
}
