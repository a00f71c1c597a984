import { isObject } from '../blocks/check.ts';
import { type ActionValue, type ClientCalls, ClientRefusal } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { newResponseUrl, newTrigger } from '../state/grants.ts';
import { fileJson } from '../state/json/file.ts';
import type { Person } from '../state/records.ts';
import { elementOf } from './elements.ts';
import { keepFile } from './files.ts';
import { commonPayload, outcomeOf, sendInteraction } from './interactions.ts';
import { type Picked, pickedOf, stateOf } from './state.ts';
import { blocksOf, type Place, placeOf, placePayload } from './surface.ts';
import { asking } from './who.ts';

type Call = ClientCalls['act'];

/** Clicks or picks: the app is told by `block_actions`. */
export async function act(slack: Slack, request: Call['request']): Promise<Call['response']> {
  const person = asking(slack, request.as);
  const place = placeOf(slack, person, request.at);
  const blocks = blocksOf(place);
  const element = elementOf(blocks, request.blockId, request.actionId);
  const value = pickedOf(element, request.value, (dropped) => keptFiles(slack, person, dropped));
  const picked = pickedAt(place, person);
  if (element.type !== 'button') remember(picked, request.blockId, request.actionId, value);
  const action = { ...actionOf(element), ...value, block_id: request.blockId, action_ts: slack.ids.ts() };
  const body = {
    type: 'block_actions',
    ...commonPayload(slack, person),
    trigger_id: newTrigger(slack, person.id),
    ...responseUrlFor(slack, person, place),
    ...placePayload(slack, place),
    ...(place.kind === 'message' ? { state: { values: stateOf(blocks, picked) } } : {}),
    actions: [action],
  };
  return { outcome: outcomeOf(await sendInteraction(slack, body, false)) };
}

/** Of the element what the app put there, without the lists of options. */
function actionOf(element: Record<string, unknown>): Record<string, unknown> {
  const { options, option_groups, suggested, suggested_groups, initial_value, ...kept } = element;
  return kept;
}

function responseUrlFor(slack: Slack, person: Person, place: Place): object {
  if (place.kind === 'view') return {};
  const { channel, message } = place;
  const thread = message.thread === undefined ? {} : { thread: message.thread };
  const grant = { channel: channel.id, user: person.id, original: message.ts, ...thread };
  return { response_url: newResponseUrl(slack, grant) };
}

/** What a person picked in a message is theirs alone and forgotten with the message. */
const inMessages = new WeakMap<object, Map<string, Picked>>();

function pickedAt(place: Place, person: Person): Picked {
  if (place.kind === 'view') return place.view.values;
  const people = inMessages.get(place.message) ?? new Map<string, Picked>();
  inMessages.set(place.message, people);
  const picked = people.get(person.id) ?? new Map();
  people.set(person.id, picked);
  return picked;
}

export function remember(picked: Picked, block: string, action: string, value: object): void {
  const actions = picked.get(block) ?? new Map<string, object>();
  actions.set(action, value);
  picked.set(block, actions);
}

/** Files put into a modal's box. */
export function keptFiles(slack: Slack, person: Person, value: ActionValue): object[] {
  const dropped = 'files' in value ? value.files : [];
  return dropped.map((one) => {
    const file = keepFile(slack, person, one);
    file.channels.add(`box:${slack.team.app.id}`);
    return fileJson(slack, file);
  });
}

/** Asks the app for the options of an external select. */
export async function suggest(
  slack: Slack,
  request: ClientCalls['suggest']['request'],
): Promise<ClientCalls['suggest']['response']> {
  const person = asking(slack, request.as);
  const place = placeOf(slack, person, request.at);
  const element = elementOf(blocksOf(place), request.blockId, request.actionId);
  if (!/external_select$/.test(String(element.type))) {
    throw new ClientRefusal('no_external_select', `${request.actionId} has options of its own.`);
  }
  const body = {
    type: 'block_suggestion',
    ...commonPayload(slack, person),
    ...placePayload(slack, place),
    action_id: request.actionId,
    block_id: request.blockId,
    value: request.query,
  };
  const ack = await sendInteraction(slack, body, true);
  const answer = ack.ok && isObject(ack.payload) ? ack.payload : {};
  const groups = Array.isArray(answer.option_groups) ? answer.option_groups : [];
  const all = [answer.options, ...groups.map((group) => (isObject(group) ? group.options : []))];
  const options = all.flatMap((list) => (Array.isArray(list) ? list : [])).filter(isObject);
  // Kept beside the block and never sent: a pick must be one of these.
  Object.defineProperty(element, 'suggested', { value: options, configurable: true, enumerable: false });
  return { outcome: outcomeOf(ack), options: options.map(shownOption) };
}

function shownOption({ text, value, description }: Record<string, unknown>) {
  const words = (of: unknown) => (isObject(of) ? String(of.text) : '');
  return {
    text: words(text),
    value: String(value),
    ...(description === undefined ? {} : { description: words(description) }),
  };
}
