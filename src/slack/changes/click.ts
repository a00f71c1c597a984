import type { Change } from '../../changes/change.ts';
import type { Answer } from '../../changes/service.ts';
import { declineTo, tell } from '../conversation/decline-to.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { detailPages } from './card/index.ts';
import { decide, handsDone, refusedAnyway, tellDecision, unasked } from './decision.ts';
import { type ACTIONS, readButtonValue } from './ids.ts';
import { subjectOf } from './subject.ts';
import { voteSubject } from './vote-subject.ts';

export type Act = keyof typeof ACTIONS;

/** A button of a change was pressed: it is done, or that person alone is told why not. Slack has its acknowledgement already. */
export async function clicked(act: Act, incoming: Incoming, ports: Ports): Promise<void> {
  try {
    if (await ports.deliveries.isNewForSure(...incoming.deliveries)) await done(act, incoming, ports);
  } catch (fault) {
    ports.metrics.outcomes.inc({ outcome: await declineTo(incoming, fault, ports) });
  }
}

async function done(act: Act, incoming: Incoming, ports: Ports): Promise<void> {
  const named = readButtonValue(incoming.words);
  if (named === null) return tell(incoming, renderNotice(NO_SUCH_BUTTON), ports);
  const change = await ports.changes.get(named.id);
  if (change === null) return refused(act, named.id, incoming, ports);
  switch (act) {
    case 'confirm':
    case 'reject':
      if (await opened(act, change, named.digest, incoming, ports)) return;
      return answered(act, named.id, decide(act, named, NOTHING, incoming, ports), incoming, ports);
    case 'cancel':
      return answered(act, named.id, ports.changes.cancel(named.id, unasked(incoming.user)), incoming, ports);
    case 'details':
      return details(change, incoming, ports);
    case 'hands':
      return hands(change, incoming, ports);
  }
}

const NOTHING = { reason: null, code: null };
const NO_SUCH_BUTTON =
  'This button is not one that I made, so nothing was done. Look at the newest card of the change.';

async function answered(act: Act, id: string, coming: Promise<Answer>, incoming: Incoming, ports: Ports) {
  await tellDecision(act, id, await coming, incoming, ports);
}

function refused(act: Act, id: string, incoming: Incoming, ports: Ports): Promise<void> {
  const answer: Answer = { kind: 'refused', refusal: { code: 'unknown-change' }, change: null };
  return tellDecision(act, id, answer, incoming, ports);
}

/** Opens the modal where the policy asks for more than a click, before anything slow: a trigger lives for 3 s. */
async function opened(
  act: 'confirm' | 'reject',
  change: Change,
  digest: string,
  incoming: Incoming,
  ports: Ports,
): Promise<boolean> {
  const { id, needsReason: reason, needsCode } = change.approval;
  const { trigger, place, at = place } = incoming;
  const code = needsCode && act === 'confirm';
  if ((!reason && !code) || trigger === undefined) return false;
  if ((await refusedAnyway(act, { change, digest }, incoming, ports)) !== null) return false;
  const { plans } = await subjectOf(change, ports.changes);
  const opening = { act, id, digest, reason, code, at };
  await ports.slack.openVote(trigger, opening, voteSubject(change, plans)).catch((err) => {
    ports.log.info({ request: incoming.id, change: id, err }, 'the box for a reason or a code was not opened');
    return tell(incoming, renderNotice(NOT_OPENED), ports);
  });
  return true;
}

const NOT_OPENED = 'Slack did not let me open the box for your reason or code, so nothing was decided. Click again.';

/** What stands in the thread below the card, for one person alone. */
async function details(change: Change, incoming: Incoming, ports: Ports): Promise<void> {
  for (const page of detailPages(await subjectOf(change, ports.changes))) await tell(incoming, page, ports);
}

async function hands(change: Change, incoming: Incoming, ports: Ports): Promise<void> {
  const { id } = change.approval;
  const answer = await handsDone(change, incoming, ports);
  await tellDecision('hands', id, answer, incoming, ports);
  if (answer.kind === 'moved' && answer.change.approval.state === 'needs-hands')
    await tell(incoming, renderNotice(STILL), ports);
}

const STILL =
  'I could not see on the host that it is done, so the change stays open. Type the commands of the card at the console, then press `I did this` again.';
