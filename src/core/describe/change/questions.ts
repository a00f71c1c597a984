/** What confirming a plan answers, and what nobody read: the gravest for a card, all of it for the details. */
import type { AnyPlan } from '../../plans/any-plan.ts';
import { type Phrase, said } from './phrase.ts';

const MOST_ASKED = 3;

/** Questions of a plan's own come between those of checks: whoever moves first, what leads there last. */
const OF_PATHS = ['C1', 'C3', 'C13', 'own', 'C14', 'C16', 'C10'];

/** What reaches guests first; then what keeps the change from curing anything, what it may drop last. */
const OF_TIME = ['T5', 'T7', 'T6', 'T3', 'T4', 'T1'];

const GRAVEST = [...OF_PATHS, ...OF_TIME];

/** The gravest questions that confirming answers, three at most, and how many more the details hold. */
export function gravestQuestions({ questions, checks }: AnyPlan): {
  readonly asked: readonly Phrase[];
  readonly more: number;
} {
  const idOf = (question: string) => checks.find(({ text }) => text === question)?.id ?? 'own';
  const rank = (question: string) => GRAVEST.indexOf(idOf(question));
  // A statement of a path is a note; one on time is a step that somebody has to answer for, also where the asker did.
  const asks = (each: string) => each.endsWith('?') || OF_TIME.includes(idOf(each));
  const all = questions.filter((each) => asks(each) && rank(each) >= 0).sort((one, other) => rank(one) - rank(other));
  const asked = all.slice(0, MOST_ASKED).map((each) => said`${each}`);
  return { asked, more: questions.length - asked.length };
}

/** Not read, or, as names of time servers, asked of the host right before the change. */
export const isOpen = ({ id, state }: AnyPlan['checks'][number]) =>
  state === 'not-known' || (state === 'at-apply' && id === 'T2');

/** What was not read, in one line; empty where nothing. */
export function notKnownLine({ checks }: AnyPlan): Phrase {
  const unread = checks.filter(isOpen).map(({ text }) => text);
  return unread.length === 0 ? [] : said`Not known: ${unread.join(' ')}`;
}

/** What else is to know of this plan; what holds for every plan that moves a path is in the details. */
export function planNotes({ diff }: AnyPlan): readonly Phrase[] {
  return diff.notes.filter((note) => !note.startsWith('Replies follow the table too')).map((note) => said`${note}`);
}

/** Every question that confirming answers, and everything that was not read. */
export function openQuestions({ questions, checks, diff }: AnyPlan): readonly Phrase[] {
  const unread = checks.filter(isOpen);
  return [
    ...questions.map((each) => said`${each}`),
    ...unread.map(({ text }) => said`${text}`),
    ...diff.notes.filter((note) => !questions.some((each) => each.includes(note))).map((note) => said`${note}`),
  ];
}
