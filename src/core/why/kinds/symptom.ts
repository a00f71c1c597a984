import { type Asked, type Draft, sure, todo } from '../answer.ts';
import { SYMPTOMS } from '../symptoms/index.ts';

/** A story from the runbooks: what it can be and which evidence tells, never a verdict on this host. */
export function symptom({ question }: Asked): Draft {
  const known = SYMPTOMS.find(({ id }) => id === question.symptom);
  if (known === undefined)
    return { premise: 'cannot-tell', answer: 'Nothing is known here of that symptom.', steps: [] };
  return {
    premise: 'cannot-tell',
    answer: known.summary,
    steps: [
      ...known.known.map(({ text, certainty, sources }) => sure(text, certainty, [], sources)),
      ...known.todo.map(({ text, certainty, sources }) => todo(text, certainty, [], sources)),
    ],
    prove: known.evidence.filter((command) => BLANKS.test(command)),
    missing: known.evidence.filter((command) => !BLANKS.test(command)),
    findings: known.findings ?? [],
  };
}

/** A command with a word to fill in is a test to run, not an output to paste. */
const BLANKS = /\b(vmkN|PEER|PORTGROUP|DATASTORE)\b/;
