import type {
  ChannelsSelect,
  ConversationsSelect,
  ExternalSelect,
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Option,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import type { ActionValue, OptionShown } from '../../client-api.ts';

export type MenuElement =
  | StaticSelect
  | MultiStaticSelect
  | ExternalSelect
  | MultiExternalSelect
  | UsersSelect
  | MultiUsersSelect
  | ConversationsSelect
  | MultiConversationsSelect
  | ChannelsSelect
  | MultiChannelsSelect;

export const isMulti = ({ type }: MenuElement): boolean => type.startsWith('multi_');

/** What was chosen, as the workspace takes it from this kind of menu. */
export function wrapped(element: MenuElement, values: readonly string[]): ActionValue {
  const [only = ''] = values;
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return { option: only };
    case 'multi_static_select':
    case 'multi_external_select':
      return { options: values };
    case 'users_select':
      return { user: only };
    case 'multi_users_select':
      return { users: values };
    case 'conversations_select':
    case 'channels_select':
      return { conversation: only };
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return { conversations: values };
  }
}

export function valuesOf(value: ActionValue): readonly string[] {
  if ('option' in value) return [value.option];
  if ('options' in value) return value.options;
  if ('user' in value) return [value.user];
  if ('users' in value) return value.users;
  if ('conversation' in value) return [value.conversation];
  return 'conversations' in value ? value.conversations : [];
}

export function shownOption({ text, value, description }: Option): OptionShown {
  return { text: text.text, value: value ?? '', ...(description !== undefined && { description: description.text }) };
}

/** What is chosen at first, where the menu itself says so. */
export function initialOf(element: MenuElement): OptionShown[] {
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return element.initial_option === undefined ? [] : [shownOption(element.initial_option)];
    case 'multi_static_select':
    case 'multi_external_select':
      return (element.initial_options ?? []).map(shownOption);
    default:
      return [];
  }
}
