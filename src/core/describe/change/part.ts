/** The hosts of a change of several, each with what it came to. */
import type { AnyPlan } from '../../plans/any-plan.ts';
import { BY_ITS_WORD, offsetText } from '../../time/words.ts';
import { list } from '../words.ts';
import { between, type Phrase, said } from './phrase.ts';
import { NOW_WORDS } from './progress.ts';
import { revertsText, STATE_WORDS } from './state.ts';
import { type ToldChange, type ToldSubject, type ToldWatch, toldState } from './told.ts';

/** For a cell of a table. What was asked for together is called off together; a single one that is was not begun. */
export function partText({ approval: { state, progress }, watch }: ToldChange, whole: ToldChange): string {
  if (state === 'applying') return NOW_WORDS[progress ?? 'claimed'];
  if (state === 'verified') return `${STATE_WORDS[state]}${watch == null ? '' : timeOf(watch)}`;
  if (state === 'void') return 'nothing was run';
  return state === 'cancelled' && toldState(whole) !== 'cancelled' ? 'not begun' : STATE_WORDS[state];
}

function timeOf({ followed, server = null, offsetMs = null }: ToldWatch): string {
  if (followed !== true) return followed === false ? ', time not right' : '';
  if (server === null || server === BY_ITS_WORD) return `, in sync ${BY_ITS_WORD}`;
  return `, follows ${server}${offsetMs === null ? '' : `, ${offsetText(offsetMs).replace(/^is /, '')} it`}`;
}

/** Those that are being changed, one phrase each: how far, and when each reverts itself. */
export function partsUnderWay(members: readonly ToldChange[]): readonly Phrase[] {
  return members
    .filter(({ approval }) => approval.state === 'applying')
    .map((member) => {
      const now = said`${NOW_WORDS[member.approval.progress ?? 'claimed']}`;
      return said`${member.approval.host}: ${between([now, revertsText(member)], ' · ')}`;
    });
}

/** `1 of 4 hosts changed (esx-01)`. */
export function changedText(members: readonly ToldChange[]): string {
  const names = hostsIn(members, ['verified']);
  if (names.length === 0) return `none of ${members.length} hosts changed`;
  return `${names.length} of ${members.length} hosts changed (${named(names)})`;
}

type State = ToldChange['approval']['state'];

export function hostsIn(members: readonly ToldChange[], states: readonly State[]): readonly string[] {
  return members.filter(({ approval }) => states.includes(approval.state)).map(({ approval }) => approval.host);
}

/** The plans whose change is on its host and stays there. */
export function staying({ change, plans, members }: ToldSubject): readonly AnyPlan[] {
  if (change.together === null) return change.approval.state === 'verified' ? plans : [];
  const done = members.filter(({ approval }) => approval.state === 'verified');
  const digests = new Set(done.map(({ approval }) => approval.digest));
  return plans.filter(({ digest }) => digests.has(digest));
}

const MOST_NAMED = 6;

/** A few of them; what follows names all. */
export function named(hosts: readonly string[]): string {
  const left = hosts.length - MOST_NAMED;
  return list(left > 0 ? [...hosts.slice(0, MOST_NAMED), `${left} others`] : hosts);
}
