/** What a change's buttons and modals are called in Slack's payloads. */
export const ACTIONS = {
  confirm: 'vmk_change_confirm',
  reject: 'vmk_change_reject',
  cancel: 'vmk_change_cancel',
  details: 'vmk_change_details',
  hands: 'vmk_change_hands',
} as const;

/** The button whose value is the words that plan an ended change once more: its card stands beside the old one, not below it. */
export const AGAIN = 'vmk_change_again';
/** The modal that asks for a reason, a one-time code or both. */
export const VOTE_VIEW = 'vmk_change_vote';
/** The modal for the values that a plan lacks. */
export const VALUES_VIEW = 'vmk_fix_values';
/** Its button, whose value is the words `fix RULE HOST`. */
export const OPEN_VALUES = 'vmk_fix_open';

/** A button carries the change's id and the digest of what was shown, and nothing else. */
export const buttonValue = (id: string, digest: string) => `${id} ${digest}`;

/** Null where it is no such value: Slack gives back what a client sent. */
export function readButtonValue(value: string): { readonly id: string; readonly digest: string } | null {
  const [, id, digest] = /^([cg]-[0-9a-z]{4,20}) (sha256:[0-9a-f]{64})$/.exec(value) ?? [];
  return id === undefined || digest === undefined ? null : { id, digest };
}
