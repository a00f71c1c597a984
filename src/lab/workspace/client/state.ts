import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { type ActionValue, ClientRefusal } from '../client-api.ts';
import { elementsIn } from './elements.ts';

/** What is picked, by block and action. */
export type Picked = Map<string, Map<string, object>>;

type Element = Record<string, unknown>;

/** What payloads call `state.values`: of every element that holds a value, what was picked or else what it began with. */
export function stateOf(blocks: readonly AnyBlock[], picked: Picked): Record<string, Record<string, object>> {
  const values: Record<string, Record<string, object>> = {};
  for (const { block, action, element } of elementsIn(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    values[block] ??= {};
    values[block][action] = picked.get(block)?.get(action) ?? { type: element.type, ...initial(element) };
  }
  return values;
}

/** The value of an element after a person has picked; refuses what the element does not offer. */
export function pickedOf(
  element: Element,
  value: ActionValue | undefined,
  files: (dropped: ActionValue) => object[],
): object {
  const type = String(element.type);
  if (type === 'button') return {};
  if (value === undefined) throw new ClientRefusal('no_value', `${type} needs a value.`);
  return { type, ...fields(element, type, value, files) };
}

function fields(element: Element, type: string, value: ActionValue, files: (dropped: ActionValue) => object[]): object {
  if ('text' in value && /_input$/.test(type)) return { value: value.text === '' ? null : value.text };
  if ('date' in value && type === 'datepicker') return { selected_date: value.date };
  if ('date' in value && type === 'timepicker') return { selected_time: value.date };
  if ('user' in value && type === 'users_select') return { selected_user: value.user };
  if ('users' in value && type === 'multi_users_select') return { selected_users: value.users };
  if ('conversation' in value && type === 'conversations_select') return { selected_conversation: value.conversation };
  if ('conversation' in value && type === 'channels_select') return { selected_channel: value.conversation };
  if ('conversations' in value) {
    return type === 'multi_channels_select'
      ? { selected_channels: value.conversations }
      : { selected_conversations: value.conversations };
  }
  if ('files' in value && type === 'file_input') return { files: files(value) };
  if ('option' in value && HAS_ONE.has(type)) return { selected_option: optionOf(element, value.option) };
  if ('options' in value && HAS_SEVERAL.has(type)) {
    return { selected_options: value.options.map((option) => optionOf(element, option)) };
  }
  throw new ClientRefusal('wrong_value', `${type} does not take ${Object.keys(value).join(', ')}.`);
}

const HAS_ONE = new Set(['static_select', 'external_select', 'radio_buttons', 'overflow']);
const HAS_SEVERAL = new Set(['multi_static_select', 'multi_external_select', 'checkboxes']);

/** The option with this value; of an external select the app's options of before. */
function optionOf(element: Element, value: string): object {
  const found = optionsOf(element).find((option) => option.value === value);
  if (found === undefined) throw new ClientRefusal('no_such_option', `There is no option ${value}.`);
  return found;
}

export function optionsOf(element: Element): Element[] {
  const groups = [element.option_groups, element.suggested_groups].flatMap((list) => (Array.isArray(list) ? list : []));
  const all = [element.options, element.suggested, ...groups.map((group) => (isObject(group) ? group.options : []))];
  return all.flatMap((list) => (Array.isArray(list) ? list : [])).filter(isObject);
}

function initial(element: Element): object {
  const given = (name: string) => element[name];
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { value: given('initial_value') ?? null };
    case 'datepicker':
      return { selected_date: given('initial_date') ?? null };
    case 'timepicker':
      return { selected_time: given('initial_time') ?? null };
    case 'users_select':
      return { selected_user: given('initial_user') ?? null };
    case 'multi_users_select':
      return { selected_users: given('initial_users') ?? [] };
    case 'conversations_select':
      return { selected_conversation: given('initial_conversation') ?? null };
    case 'multi_conversations_select':
      return { selected_conversations: given('initial_conversations') ?? [] };
    case 'channels_select':
      return { selected_channel: given('initial_channel') ?? null };
    case 'multi_channels_select':
      return { selected_channels: given('initial_channels') ?? [] };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: given('initial_option') ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { selected_options: given('initial_options') ?? [] };
    case 'file_input':
      return { files: [] };
    default:
      return {};
  }
}
