import type { Question } from '../question.ts';
import { has, type Reading } from '../reading.ts';

/** One kind of question: claims a reading that is of its kind, and fills the question from it. */
export type Kind = (reading: Reading) => Question | null;

/** A question of a kind that names nothing yet. */
export function blank(kind: Question['kind']): Question {
  return { kind, service: null, vmknic: null, destination: null };
}

/** Whether the question says that it is not so, or fails. */
export function negation(reading: Reading): { readonly negated?: true } {
  const cutOff = reading.terms.some(
    ({ text, tags }) => tags.has('unreachable') && !/^(reachable|accessible)$/.test(text),
  );
  return cutOff || has(reading, 'not', 'fail') ? { negated: true } : {};
}
