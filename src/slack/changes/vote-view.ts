import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import type { Place } from '../message.ts';
import { inline, paragraph } from '../render/index.ts';
import { VOTE_VIEW } from './ids.ts';

/** What the modal is opened with; it travels through Slack and comes back with what was typed. */
export interface VoteOpening {
  readonly act: 'confirm' | 'reject';
  readonly id: string;
  readonly digest: string;
  readonly reason: boolean;
  readonly code: boolean;
  /** Where the person is told something alone. */
  readonly at: Place;
}

export interface VoteGiven extends VoteOpening {
  readonly given: { readonly reason: string | null; readonly code: string | null };
}

const REASON = 'reason';
const CODE = 'code';
const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

/** What is decided on: what the card warns of first of all, and what is run. */
export interface VoteSubject {
  readonly first: readonly string[];
  readonly lines: readonly string[];
}

/** The modal for a reason, a one-time code or both. */
export function voteView(opening: VoteOpening, { first, lines }: VoteSubject): ModalView {
  const confirms = opening.act === 'confirm';
  return {
    type: 'modal',
    callback_id: VOTE_VIEW,
    private_metadata: JSON.stringify(opening),
    title: plain(confirms ? 'Confirm the change' : 'Reject the change'),
    submit: plain(confirms ? 'Confirm' : 'Reject'),
    close: plain('Close'),
    blocks: [
      {
        type: 'rich_text',
        elements: [
          ...first.map((line) => paragraph(inline(line, { bold: true }))),
          ...lines.map((line) => paragraph(inline(line))),
        ],
      },
      ...(opening.reason ? [input(REASON, 'Reason', 'It stands on the card and in the audit log.', 500)] : []),
      ...(opening.code ? [input(CODE, 'One-time code', 'Six digits, as your authenticator shows them now.', 20)] : []),
    ],
  };
}

function input(id: string, label: string, hint: string, most: number): InputBlock {
  const element = { type: 'plain_text_input' as const, action_id: 'value', max_length: most };
  return { type: 'input', block_id: id, label: plain(label), hint: plain(hint), element };
}

/** What was typed, or what is wrong with it by block; null where Slack gives back something else than was opened. */
export function readVote(view: ViewOutput): VoteGiven | { readonly errors: Record<string, string> } | null {
  const opening = openingOf(view.private_metadata);
  if (opening === null) return null;
  const typed = (block: string) => view.state.values[block]?.value?.value?.trim() ?? '';
  const code = typed(CODE).replace(/\s/g, '');
  const errors = {
    ...(opening.reason && typed(REASON) === '' && { [REASON]: 'The policy asks for a reason.' }),
    ...(opening.code && !/^\d{6,8}$/.test(code) && { [CODE]: 'Type the digits that your authenticator shows now.' }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return { ...opening, given: { reason: typed(REASON) || null, code: code || null } };
}

/** Why a code did not count, under its field: the box stays open and keeps what else was typed. Null where it is not about the code. */
export function codeErrors(refusal: string): Readonly<Record<string, string>> | null {
  if (refusal === 'code-wrong')
    return { [CODE]: 'That is not the current code. Type what your authenticator shows now.' };
  if (refusal === 'sent-already')
    return { [CODE]: 'I have this answer already. Where the card does not show it, type the next code.' };
  if (refusal === 'code-used')
    return { [CODE]: 'That code was used already, and each counts once. Wait for the next one and type that.' };
  return null;
}

function openingOf(metadata: string): VoteOpening | null {
  try {
    const opening = JSON.parse(metadata) as VoteOpening;
    const isWhole = (opening.act === 'confirm' || opening.act === 'reject') && typeof opening.at?.channel === 'string';
    return isWhole && typeof opening.id === 'string' && typeof opening.digest === 'string' ? opening : null;
  } catch {
    return null;
  }
}
