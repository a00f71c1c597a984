import { type ApprovalState, isConfirmed } from '../../approvals/approval.ts';
import { count } from '../words.ts';
import { between, type Phrase, person, said, seconds, time } from './phrase.ts';
import { followedOf, type ToldChange, type ToldSubject, toldState } from './told.ts';

/** A state in the words of a list. */
export const STATE_WORDS: Readonly<Record<ApprovalState, string>> = {
  pending: 'pending',
  rejected: 'rejected',
  cancelled: 'cancelled',
  expired: 'expired',
  applying: 'being applied',
  verified: 'verified',
  'rolled-back': 'rolled back',
  void: 'void',
  'needs-hands': 'needs hands',
};

/** The same, where of several hosts some were changed: that it did not come to nothing is said before why it stopped. */
export function stateText(state: ApprovalState, changed: number, of: number): string {
  if (changed === 0 || state === 'verified') return STATE_WORDS[state];
  const how = state === 'needs-hands' ? STATE_WORDS[state] : 'stopped';
  return `${how}, ${changed} of ${of} hosts changed`;
}

/** The same of a change of time that stays although time did not come right. */
export function inTimeText(text: string, state: ApprovalState, followed: boolean | null): string {
  return state === 'verified' && followed === false ? `${text}, time not right` : text;
}

/** The state of a change in the words of a list. */
export function stateOfText(change: ToldChange, parts: readonly ToldChange[] = []): string {
  if (watchedUntil(change, parts) !== null) return 'applied, watching';
  const { members = [], changed = [] } = change.together ?? {};
  const state = toldState(change);
  return inTimeText(stateText(state, changed.length, members.length), state, followedOf(change));
}

/**
 * Until when a change is watched at most: its settings are verified, and whether they do what they are for shows within minutes. Of
 * several hosts, where nothing else is left to do on any of its `parts`; else null.
 */
export function watchedUntil(change: ToldChange, parts: readonly ToldChange[] = []): number | null {
  if (change.together === null) return isWatched(change) ? (change.watch?.until ?? 0) : null;
  const left = parts.filter(({ approval }) => approval.state !== 'verified');
  if (left.length === 0 || !left.every(isWatched)) return null;
  return Math.max(...left.map(({ watch }) => watch?.until ?? 0));
}

function isWatched({ approval: { state, progress } }: ToldChange): boolean {
  return state === 'applying' && progress === 'watching';
}

/** How many others still have to confirm. */
export function votesMissing({ approval: { confirmed, quorum, asker } }: ToldChange): number {
  return Math.max(0, quorum - new Set(confirmed.map(({ by }) => by).filter((by) => by !== asker)).size);
}

/** By whom it was asked for and what it waits for: `asked by … · waits for one more operator · expires 14:32`. */
export function standing(subject: Pick<ToldSubject, 'change' | 'members'>, now = 0): Phrase {
  return between([said`asked by ${person(subject.change.approval.asker)}`, waitsFor(subject, now)], ' · ');
}

/** How far it is: what it waits for, that it is being applied or watched, or what it came to. */
export function waitsFor({ change, members }: Pick<ToldSubject, 'change' | 'members'>, now = 0): Phrase {
  const { approval } = change;
  const state = toldState(change);
  const until = watchedUntil(change, members);
  if (until !== null) return said`applied, watching until ${time(until)}`;
  if (state === 'applying') return said`being applied`;
  if (state !== 'pending') return said`${stateOfText(change)}`;
  if (isConfirmed(approval)) return said`confirmed, begins as soon as its host is free`;
  if (now >= approval.expires) return said`its time was over at ${time(approval.expires)}`;
  return said`waits for ${moreOperators(change)} · expires ${time(approval.expires)}`;
}

/** `one operator`, `one more operator`, `2 more operators`. */
export function moreOperators(change: ToldChange): string {
  const missing = votesMissing(change);
  const more = change.approval.confirmed.length > 0 ? 'more ' : '';
  return missing === 1 ? `one ${more}operator` : count(missing, `${more}operator`);
}

/** What a confirmation takes beside a click; empty where nothing. */
export function demandsText({ approval: { quorum, needsReason, needsCode } }: ToldChange): string {
  const needs = [needsReason ? 'a reason' : '', needsCode ? 'a one-time code' : ''].filter((each) => each !== '');
  const each = needs.length === 0 ? '' : `Confirming takes ${needs.join(' and ')}.`;
  const people = quorum > 1 ? `${quorum} people other than the asker must confirm.` : '';
  return [people, each].filter((part) => part !== '').join(' ');
}

/** Who confirmed, when, and why; one phrase each. */
export function votes({ approval: { confirmed } }: ToldChange): readonly Phrase[] {
  return confirmed.map(
    ({ by, at, reason }) => said`confirmed by ${person(by)} ${time(at)}${reason === null ? '' : `: “${reason}”`}`,
  );
}

/** When its host takes it back by itself, where it was told to. */
export function revertsAt({ armed }: ToldChange): number | null {
  return armed === null ? null : armed.sentAt + armed.timer * 1000;
}

/** Said as long as it is true: until the timer is stopped, or it is taken back. */
export function revertsText(change: ToldChange): Phrase {
  const at = revertsAt(change);
  const { progress, state } = change.approval;
  const runs = state === 'applying' && (progress === 'arming' || progress === 'armed' || progress === 'confirming');
  return at === null || !runs ? [] : said`reverts itself at ${seconds(at)} unless it is confirmed by a new login`;
}
