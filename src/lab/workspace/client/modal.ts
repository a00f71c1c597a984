import { isObject } from '../blocks/check.ts';
import { judgeView } from '../blocks/view.ts';
import { type ClientCalls, ClientRefusal, type FilledIn, type SubmitOutcome } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { newTrigger } from '../state/grants.ts';
import { viewJson } from '../state/json/view.ts';
import type { Person, ShownView } from '../state/records.ts';
import { shownView } from '../state/shown.ts';
import { closeModals, modalsOf, pushModal, STACK, updateView } from '../state/views.ts';
import { keptFiles, remember } from './act.ts';
import { elementOf } from './elements.ts';
import { commonPayload, sendInteraction } from './interactions.ts';
import { unfilled } from './required.ts';
import { pickedOf, stateOf } from './state.ts';
import { ownView } from './surface.ts';
import { asking } from './who.ts';

/** The modals that are open for a person. */
export async function views(
  slack: Slack,
  { as }: ClientCalls['views']['request'],
): Promise<ClientCalls['views']['response']> {
  const open = modalsOf(slack, asking(slack, as).id).flatMap((id) => slack.team.views.get(id) ?? []);
  return { views: open.map((view) => shownView(slack, view)) };
}

/** Sends the modal on top. */
export async function submitView(slack: Slack, request: ClientCalls['submitView']['request']): Promise<SubmitOutcome> {
  const person = asking(slack, request.as);
  const view = topModal(slack, person, request.view);
  if (view.submit === null) throw new ClientRefusal('no_submit', 'This modal has no button to send it.');
  fillIn(slack, person, view, request.values);
  const values = stateOf(view.blocks, view.values);
  const errors = unfilled(view.blocks, values);
  if (Object.keys(errors).length > 0) return { outcome: 'errors', errors, by: 'client' };
  const body = {
    type: 'view_submission',
    ...commonPayload(slack, person),
    trigger_id: newTrigger(slack, person.id),
    view: viewJson(slack, view, values),
    response_urls: [],
  };
  const ack = await sendInteraction(slack, body, true);
  return ack.ok ? answered(slack, view, ack.payload) : { outcome: 'trouble' };
}

/** Closes the modal on top; the app is told where it asked to be. */
export async function closeView(
  slack: Slack,
  request: ClientCalls['closeView']['request'],
): Promise<ClientCalls['closeView']['response']> {
  const person = asking(slack, request.as);
  const view = topModal(slack, person, request.view);
  const cleared = view.clearOnClose;
  for (const closed of closeModals(slack, person.id, cleared)) {
    if (!closed.notifyOnClose) continue;
    const body = {
      type: 'view_closed',
      ...commonPayload(slack, person),
      view: viewJson(slack, closed, stateOf(closed.blocks, closed.values)),
      is_cleared: cleared,
    };
    void sendInteraction(slack, body, false);
  }
  return { done: true };
}

function topModal(slack: Slack, person: Person, id: string): ShownView {
  const view = ownView(slack, person, id);
  if (modalsOf(slack, person.id).at(-1) !== id)
    throw new ClientRefusal('not_on_top', 'Another modal lies on this one.');
  return view;
}

function fillIn(slack: Slack, person: Person, view: ShownView, values: FilledIn): void {
  for (const [block, actions] of Object.entries(values)) {
    for (const [action, value] of Object.entries(actions)) {
      const element = elementOf(view.blocks, block, action);
      remember(
        view.values,
        block,
        action,
        pickedOf(element, value, (dropped) => keptFiles(slack, person, dropped)),
      );
    }
  }
}

/** Does what the app's answer says: nothing closes the modal. */
function answered(slack: Slack, view: ShownView, payload: unknown): SubmitOutcome {
  const action = isObject(payload) ? payload.response_action : undefined;
  if (!isObject(payload) || action === undefined) {
    closeModals(slack, view.user, false);
    return { outcome: 'closed' };
  }
  switch (action) {
    case 'clear':
      closeModals(slack, view.user, true);
      return { outcome: 'cleared' };
    case 'errors':
      return withErrors(view, payload.errors);
    case 'update':
      return withView(slack, view, 'update', payload.view);
    case 'push':
      return withView(slack, view, 'push', payload.view);
    default:
      return { outcome: 'trouble' };
  }
}

/** Errors must each be of an input block of the modal. */
function withErrors(view: ShownView, errors: unknown): SubmitOutcome {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const entries = isObject(errors) ? Object.entries(errors) : [];
  const fits =
    entries.length > 0 && entries.every(([block, words]) => inputs.includes(block) && typeof words === 'string');
  if (!fits) return { outcome: 'trouble' };
  return { outcome: 'errors', errors: Object.fromEntries(entries) as Record<string, string>, by: 'app' };
}

function withView(slack: Slack, view: ShownView, action: 'update' | 'push', next: unknown): SubmitOutcome {
  if (!isObject(next) || judgeView(next, ['modal']).length > 0) return { outcome: 'trouble' };
  if (action === 'update') {
    updateView(slack, view, next);
    return { outcome: 'updated', view: shownView(slack, view) };
  }
  if (modalsOf(slack, view.user).length >= STACK) return { outcome: 'trouble' };
  return { outcome: 'pushed', view: shownView(slack, pushModal(slack, view.user, next)) };
}
