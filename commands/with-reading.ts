import type { Answer, Capture } from '../src/command.ts';
import type { Section } from '../src/core/reply.ts';
import { Problem } from '../src/problem.ts';

/** An answer with when its hosts were read, and what went otherwise than asked. */
export function withReading(answer: Answer, captures: readonly Capture[]): Answer {
  const live = captures.filter((capture) => capture.live !== undefined);
  if (live.length === 0) return withNotesOf(answer, captures);
  const readings = live.map(({ name, live: when, notes = [] }) => ({ host: name, ...when!, notes }));
  const { host: _, notes: __, ...oldest } = readings.reduce((a, b) => (a.readAt <= b.readAt ? a : b));
  const json = { ...answer.json, ...oldest, readings };
  const reply = () => {
    const said = answer.reply();
    return { ...said, sections: [...said.sections, ...noteSections(readings)] };
  };
  return { ...answer, json, reply };
}

/** An answer from what was given, with what of that was left out. */
function withNotesOf(answer: Answer, captures: readonly Capture[]): Answer {
  const notes = captures.flatMap(({ notes: own = [] }) => own);
  if (notes.length === 0) return answer;
  const reply = () => {
    const said = answer.reply();
    return { ...said, sections: [...said.sections, listed(notes)] };
  };
  return { ...answer, json: { ...answer.json, notes }, reply };
}

/** A problem with what went otherwise than asked: that may well be its reason. */
export function withNotes(problem: Problem, captures: readonly Capture[]): Problem {
  const notes = captures.flatMap(({ notes: own = [] }) => own);
  if (notes.length === 0) return problem;
  const { code, message, next, exit } = problem;
  return new Problem({ code, message, next: `${next} How it was read: ${notes.join(' ')}`, exit });
}

function noteSections(readings: readonly { readonly host: string; readonly notes: readonly string[] }[]): Section[] {
  const lines = readings.flatMap(({ host, notes }) =>
    notes.map((note) => ({ text: readings.length > 1 ? `${host}: ${note}` : note })),
  );
  return lines.length === 0 ? [] : [listed(lines.map(({ text }) => text))];
}

function listed(notes: readonly string[]): Section {
  return { title: 'How it was read', blocks: [{ kind: 'list', lines: notes.map((text) => ({ text })) }] };
}
