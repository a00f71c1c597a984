import type { ComparedStep, Comparison, PurposeAnswer, Side, Verdict } from '../compare/comparison.ts';
import type { Line, Quote, Reply, Section } from '../reply.ts';
import type { Subject } from './diagnosis.ts';
import { bullets, commands, section, text } from './sections.ts';
import { marked, readText, versionText } from './words.ts';

const SAID: Readonly<Record<Verdict, string>> = {
  yes: 'yes, as far as the hosts show',
  no: 'no',
  risk: 'at risk',
  'cannot-tell': 'not known',
};

/** Two hosts side by side, for people: the purposes, what decides each, and what differs. */
export function describeComparison(comparison: Comparison, subjects: readonly [Subject, Subject]): Reply {
  const names = { a: nameOf(subjects[0], 'A'), b: nameOf(subjects[1], 'B') };
  const { purposes, differences } = comparison;
  const fault = gravest(purposes);
  return {
    headline: fault ?? { text: `${names.a} and ${names.b}: ${said(purposes)}.` },
    context: `${fault === undefined ? '' : `${said(purposes)} · `}${subjects.every(isLive) ? 'From two hosts' : 'From two captures'}: A is ${whichOf(subjects[0], names.a)}; B is ${whichOf(subjects[1], names.b)}`,
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

function said(purposes: readonly PurposeAnswer[]): string {
  return purposes.map(({ purpose, verdict }) => `${TITLE[purpose]}: ${SAID[verdict]}`).join('; ');
}

/** What stops or endangers a purpose comes before the verdicts: who reads one line reads the cause and what to do. */
function gravest(purposes: readonly PurposeAnswer[]): Line | undefined {
  const worst = ['no', 'risk'].flatMap((wanted) => purposes.filter(({ verdict }) => verdict === wanted))[0];
  const step = worst === undefined ? undefined : deciding(worst);
  if (step === undefined) return undefined;
  const [first] = step.todo?.split(/(?<=\.) /) ?? [];
  return { text: `${step.text}${first === undefined ? '' : ` ${first}`}` };
}

/** The step that the verdict of a purpose rests on. */
function deciding({ verdict, steps }: PurposeAnswer): ComparedStep | undefined {
  return steps.find((each) => each.verdict === verdict);
}

const isLive = ({ state }: Subject) => state.host.readAt !== undefined;

function whichOf({ state: { host } }: Subject, name: string): string {
  const read = readText(host);
  return `${name}, ${versionText(host)}${read === null ? '' : `, ${read}`}`;
}

function nameOf({ state }: Subject, letter: string): string {
  return state.host.name ?? `host ${letter}`;
}

/** What decides comes first; a yes has no one line that decides, and is said in a sentence. */
function purposeSection(answer: PurposeAnswer): Section[] {
  const { purpose, verdict, why, steps } = answer;
  const first = verdict === 'yes' ? undefined : deciding(answer);
  const others = steps.filter((each) => each !== first);
  const todos = [...new Set(steps.flatMap(({ todo }) => todo ?? []))];
  return section(
    `${capital(TITLE[purpose])}: ${SAID[verdict]}`,
    text(...(first === undefined ? [why] : [])),
    bullets([...(first === undefined ? [] : [first]), ...others].map(lineOf)),
    text(...todos.map((each) => `To do: ${each}`)),
  );
}

/** `vMotion` is written so wherever it stands. */
const capital = (title: string) => (title === TITLE.vmotion ? title : title.charAt(0).toUpperCase() + title.slice(1));

/** That something is not known needs no remark on how sure that is. */
function lineOf({ text: said, verdict, certainty, evidence, sources }: ComparedStep): Line {
  const shown = verdict === 'cannot-tell' ? said : marked(said, certainty);
  return { text: shown, evidence: evidence.map(quoteOf), ...(sources && { sources }) };
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
