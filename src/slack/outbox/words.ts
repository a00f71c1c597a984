import type { UndeliveredReason } from './outbox.ts';

/** Error words after which the same call may work; Slack says that part of it may have been done. */
export const TRANSIENT: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'update_failed',
]);

const REASONS: Readonly<Record<string, UndeliveredReason>> = {
  not_in_channel: 'not-in-channel',
  channel_not_found: 'channel-not-found',
  thread_not_found: 'thread-gone',
  invalid_thread_ts: 'thread-gone',
  is_archived: 'archived',
  token_revoked: 'revoked',
  token_expired: 'revoked',
  account_inactive: 'revoked',
  invalid_auth: 'revoked',
  not_authed: 'revoked',
  no_permission: 'forbidden',
  missing_scope: 'forbidden',
  not_allowed_token_type: 'forbidden',
  access_denied: 'forbidden',
  accesslimited: 'forbidden',
  team_access_not_granted: 'forbidden',
  enterprise_is_restricted: 'forbidden',
  ekm_access_denied: 'forbidden',
  org_login_required: 'forbidden',
  two_factor_setup_required: 'forbidden',
  method_not_supported_for_channel_type: 'forbidden',
  messages_tab_disabled: 'forbidden',
  cannot_dm_bot: 'forbidden',
  user_not_in_channel: 'forbidden',
};

/** What an error word of the Web API means for a message; a word that is not known here ends that message alone. */
export function reasonOf(word: string): UndeliveredReason {
  if (word.startsWith('restricted_action')) return 'forbidden';
  return Object.hasOwn(REASONS, word) ? REASONS[word]! : 'given-up';
}
