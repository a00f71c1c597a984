import type { ComparedStep, Comparison, PurposeAnswer, Side, Verdict } from '../compare/comparison.ts';
import type { Quote, Reply, Section } from '../reply.ts';
import type { Subject } from './diagnosis.ts';
import { bullets, commands, section, text } from './sections.ts';
import { ageText, marked, versionText } from './words.ts';

const SAID: Readonly<Record<Verdict, string>> = {
  yes: 'as far as the hosts show, yes',
  no: 'no',
  risk: 'at risk',
  'cannot-tell': 'cannot be told',
};

/** Two hosts side by side, for people: the purposes, what decides each, and what differs. */
export function describeComparison(comparison: Comparison, subjects: readonly [Subject, Subject]): Reply {
  const names = { a: nameOf(subjects[0], 'A'), b: nameOf(subjects[1], 'B') };
  const { purposes, differences } = comparison;
  return {
    headline: {
      text: `${names.a} and ${names.b}: ${purposes.map(({ purpose, verdict }) => `${TITLE[purpose]} ${SAID[verdict]}`).join('; ')}.`,
    },
    context: `${subjects.every(isLive) ? 'From two hosts' : 'From two captures'}: A is ${whichOf(subjects[0], names.a)}; B is ${whichOf(subjects[1], names.b)}`,
    sections: [
      ...purposes.flatMap((answer) => purposeSection(answer)),
      ...section('What differs', {
        kind: 'table',
        header: ['what', 'of', names.a, names.b],
        rows: differences.map((each) => [each.what, each.where ?? 'the host', plain(each.a), plain(each.b)]),
      }),
      ...missing(purposes, names),
    ],
  };
}

const TITLE = { vmotion: 'vMotion', storage: 'storage', management: 'management' } as const;

const isLive = ({ state }: Subject) => state.host.ageSeconds !== undefined;

function whichOf({ state: { host } }: Subject, name: string): string {
  const age = host.ageSeconds === undefined ? '' : `, read ${ageText(host.ageSeconds)} ago`;
  return `${name}, ${versionText(host)}${age}`;
}

function nameOf({ state }: Subject, letter: string): string {
  return state.host.name ?? `host ${letter}`;
}

function purposeSection({ purpose, verdict, why, steps }: PurposeAnswer): Section[] {
  return section(`${TITLE[purpose]}: ${SAID[verdict]}`, text(why), bullets(steps.map(lineOf)));
}

function lineOf({ text: said, certainty, evidence }: ComparedStep) {
  return { text: marked(said, certainty), evidence: evidence.map(quoteOf) };
}

/** The first host's lines are A, the second's B. */
function quoteOf({ host, ...line }: ComparedStep['evidence'][number]): Quote {
  return { ...line, capture: host.toUpperCase() };
}

const plain = (value: unknown) =>
  value === null || value === undefined ? '-' : Array.isArray(value) ? value.join(', ') || '-' : String(value);

function missing(purposes: readonly PurposeAnswer[], names: Readonly<Record<Side, string>>): Section[] {
  return (['a', 'b'] as const).flatMap((side) => {
    const wanted = purposes.flatMap((answer) => answer.missing.filter(({ host }) => host === side));
    return wanted.length === 0
      ? []
      : section(
          `To be surer of ${names[side]}`,
          text('Paste the output of:'),
          commands(wanted.map((each) => each.command)),
        );
  });
}
