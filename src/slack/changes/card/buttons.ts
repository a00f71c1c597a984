import type { ActionsBlock, Button } from '@slack/types';
import type { Change } from '../../../changes/change.ts';
import { isConfirmed } from '../../../core/approvals/approval.ts';
import { againWords, toldState } from '../../../core/describe/change/index.ts';
import { SLACK } from '../../render/index.ts';
import { shortened, visibleLine } from '../../text/index.ts';
import { ACTIONS, AGAIN, buttonValue } from '../ids.ts';
import type { CardSubject } from './subject.ts';

type Act = keyof typeof ACTIONS;

const LABELS: Readonly<Record<Act, string>> = {
  confirm: 'Confirm',
  reject: 'Reject',
  cancel: 'Cancel',
  details: 'Show details',
  hands: 'I did this',
};

/** What can be decided on it now; `reader` leaves away what this person could not do. */
export function buttonsOf(subject: CardSubject, reader?: string): ActionsBlock[] {
  const { change, members, plans } = subject;
  const state = toldState(change);
  if (state === 'pending' && change.group === null) return [actions(change, deciding(change, reader))];
  if (state === 'needs-hands' && change.together === null) return [actions(change, ['hands', 'details'])];
  if (state === 'void' || state === 'expired') return again(change, plans);
  const hands = members.filter(({ approval }) => approval.state === 'needs-hands').slice(0, MOST_HANDS);
  return hands.map((each) => actions(each, ['hands'], hands.length > 1 ? ` on ${each.approval.host}` : ''));
}

const MOST_HANDS = 5;

function deciding({ approval }: Change, reader: string | undefined): Act[] {
  if (isConfirmed(approval)) return ['details'];
  if (reader === approval.asker) return ['cancel', 'details'];
  return reader === undefined ? ['confirm', 'reject', 'cancel', 'details'] : ['confirm', 'reject', 'details'];
}

function actions({ approval: { id, digest } }: Change, acts: readonly Act[], where = ''): ActionsBlock {
  return { type: 'actions', elements: acts.map((act) => button(act, buttonValue(id, digest), where)) };
}

function button(act: Act, value: string, where: string): Button {
  const text = {
    type: 'plain_text' as const,
    text: shortened(visibleLine(`${LABELS[act]}${where}`), SLACK.buttonText),
    emoji: false,
  };
  const style =
    act === 'confirm' ? { style: 'primary' as const } : act === 'reject' ? { style: 'danger' as const } : {};
  return { type: 'button', action_id: ACTIONS[act], text, value, ...style };
}

/** Asks for the same once more, from a fresh read of the host. */
function again({ together }: Change, plans: CardSubject['plans']): ActionsBlock[] {
  const words = together === null && plans[0] !== undefined ? againWords(plans[0]) : null;
  if (words === null) return [];
  const text = { type: 'plain_text' as const, text: 'Plan again', emoji: false };
  return [{ type: 'actions', elements: [{ type: 'button', action_id: AGAIN, text, value: words }] }];
}
