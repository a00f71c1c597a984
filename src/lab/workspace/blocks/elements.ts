import type { Check } from './check.ts';
import { anything, flag, integer, list, object, oneField, oneOf, optional, pattern, text } from './check.ts';
import {
  anyOption,
  confirm,
  conversationFilter,
  imageFields,
  imageSource,
  linkOption,
  optionGroup,
  plain,
  plainOption,
} from './composition.ts';

const id = optional(text(255));
const userId = text(255);
const date = pattern(/^\d{4}-\d\d-\d\d$/, 'date');
const time = pattern(/^\d\d:\d\d$/, 'time');

function element(
  type: string,
  fields: Record<string, Check | { optional: Check }>,
  also: readonly Check[] = [],
): Check {
  return object({ type: oneOf(type), action_id: id, ...fields }, also);
}

const confirmable = { confirm: optional(confirm) };
const placeholder = { placeholder: optional(plain(150)) };
const focus = { focus_on_load: optional(flag) };
const menu = { ...confirmable, ...placeholder, ...focus };
const several = { max_selected_items: optional(integer(1, 100)) };
const choices = { options: optional(list(plainOption, 100)), option_groups: optional(list(optionGroup, 100)) };
const eitherChoices = [oneField('options', 'option_groups', 'not both')];
const dispatch = {
  dispatch_action_config: optional(
    object({ trigger_actions_on: optional(list(oneOf('on_enter_pressed', 'on_character_entered'), 2)) }),
  ),
};
const query = { min_query_length: optional(integer(0, 1_000)) };
const responds = { response_url_enabled: optional(flag) };

/** Every element that can be acted on, with its limits. */
export const ELEMENTS: Readonly<Record<string, Check>> = {
  button: element('button', {
    ...confirmable,
    text: plain(75),
    value: optional(text(2_000)),
    url: optional(text(3_000)),
    style: optional(oneOf('primary', 'danger')),
    accessibility_label: optional(text(75)),
  }),
  static_select: element(
    'static_select',
    { ...menu, ...choices, initial_option: optional(plainOption) },
    eitherChoices,
  ),
  multi_static_select: element(
    'multi_static_select',
    { ...menu, ...several, ...choices, initial_options: optional(list(plainOption, 100)) },
    eitherChoices,
  ),
  external_select: element('external_select', { ...menu, ...query, initial_option: optional(plainOption) }),
  multi_external_select: element('multi_external_select', {
    ...menu,
    ...several,
    ...query,
    initial_options: optional(list(plainOption, 100)),
  }),
  users_select: element('users_select', { ...menu, initial_user: optional(userId) }),
  multi_users_select: element('multi_users_select', {
    ...menu,
    ...several,
    initial_users: optional(list(userId, 100)),
  }),
  conversations_select: element('conversations_select', {
    ...menu,
    ...responds,
    initial_conversation: optional(userId),
    default_to_current_conversation: optional(flag),
    filter: optional(conversationFilter),
  }),
  multi_conversations_select: element('multi_conversations_select', {
    ...menu,
    ...several,
    initial_conversations: optional(list(userId, 100)),
    default_to_current_conversation: optional(flag),
    filter: optional(conversationFilter),
  }),
  channels_select: element('channels_select', { ...menu, ...responds, initial_channel: optional(userId) }),
  multi_channels_select: element('multi_channels_select', {
    ...menu,
    ...several,
    initial_channels: optional(list(userId, 100)),
  }),
  overflow: element('overflow', { ...confirmable, options: list(linkOption, 5) }),
  datepicker: element('datepicker', { ...menu, initial_date: optional(date) }),
  timepicker: element('timepicker', { ...menu, initial_time: optional(time), timezone: optional(text(255)) }),
  checkboxes: element('checkboxes', {
    ...confirmable,
    ...focus,
    options: list(anyOption, 10),
    initial_options: optional(list(anyOption, 10)),
  }),
  radio_buttons: element('radio_buttons', {
    ...confirmable,
    ...focus,
    options: list(anyOption, 10),
    initial_option: optional(anyOption),
  }),
  plain_text_input: element('plain_text_input', {
    ...placeholder,
    ...focus,
    ...dispatch,
    initial_value: optional(text(3_000, 0)),
    multiline: optional(flag),
    min_length: optional(integer(0, 3_000)),
    max_length: optional(integer(1, 3_000)),
  }),
  number_input: element('number_input', {
    ...placeholder,
    ...focus,
    ...dispatch,
    is_decimal_allowed: flag,
    initial_value: optional(text(255)),
    min_value: optional(text(255)),
    max_value: optional(text(255)),
  }),
  file_input: element('file_input', { filetypes: optional(list(text(255), 100)), max_files: optional(integer(1, 10)) }),
  image: object({ type: oneOf('image'), ...imageFields }, [imageSource]),
  rich_text_input: element('rich_text_input', {
    ...placeholder,
    ...focus,
    ...dispatch,
    initial_value: optional(anything),
  }),
};

/** The named ones of the elements. */
export function elements(...names: readonly string[]): Record<string, Check> {
  return Object.fromEntries(names.map((name) => [name, ELEMENTS[name]!]));
}

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];
export const MENUS: readonly string[] = [...SELECTS, ...SELECTS.map((name) => `multi_${name}`)];
