import type { AnyPlan } from '../../plans/any-plan.ts';
import type { Check } from '../../plans/checks.ts';
import { typedWords } from '../../plans/words.ts';
import type { Line, Reply, Section } from '../../reply.ts';
import { rangeText } from '../forwarding-diff.ts';
import { hostTitle } from '../join.ts';
import { bullets, commands, section, text } from '../sections.ts';
import { wayText } from '../words.ts';
import { describeEnding } from './ending.ts';
import { firstMoves, planFacts } from './facts.ts';
import { headingOf } from './heading.ts';
import { journalLine } from './journal.ts';
import { partsUnderWay, partText } from './part.ts';
import { type Phrase, phraseText, type Shown, said } from './phrase.ts';
import { progressSteps } from './progress.ts';
import { openQuestions } from './questions.ts';
import { demandsText, standing, stateOfText, votes } from './state.ts';
import type { ToldSubject } from './told.ts';

/** A change as an answer: where it stands, what it does, what was checked, and all that happened to it. */
export function describeChange(subject: ToldSubject, shown: Shown): Reply {
  const { change, journal, members } = subject;
  const line = (phrase: Phrase): Line => ({ text: phraseText(phrase, shown) });
  const ending = describeEnding(subject);
  const steps =
    change.together === null ? progressSteps(subject).map(({ text: said }) => said) : partsUnderWay(members);
  return {
    headline: line(ending?.headline ?? said`${headingOf(subject)}: ${standing(subject)}.`),
    context: `${change.approval.id} · ${stateOfText(change, members)}`,
    sections: [
      ...(ending === null
        ? []
        : section(
            'What came of it',
            text(line(said`${headingOf(subject)}`), ...ending.lines.map(line)),
            commands(ending.commands),
          )),
      ...section('Who', text(...[standing(subject), ...votes(change)].map(line), ...some(demandsText(change)))),
      ...section('Hosts', {
        kind: 'table',
        header: ['host', 'change', 'state'],
        rows: members.map(({ approval }, i) => [
          `${approval.host}${i === 0 ? ' (first)' : ''}`,
          approval.id,
          partText(members[i]!, change),
        ]),
      }),
      ...section('How far', bullets(ending === null ? steps.map(line) : [])),
      ...changeSections(subject, shown),
      ...section(
        'What happened',
        bullets(journal.map((entry) => line(said`${shown.when(entry.at, 'seconds')}  ${journalLine(entry)}`))),
      ),
    ],
  };
}

const some = (line: string): Line[] => (line === '' ? [] : [{ text: line }]);

/** What was planned and checked, without what became of it: of each plan, under its host's name where there are several. */
export function changeSections(
  { plans }: Pick<ToldSubject, 'plans'>,
  shown: Shown,
  isOfSeveral = plans.length > 1,
): Section[] {
  return plans.flatMap((plan) => {
    const under = isOfSeveral ? `${hostTitle(plan.host)}: ` : '';
    return planSections(plan, shown).map((each) => ({ ...each, title: `${under}${each.title}` }));
  });
}

/** Nobody reads more of a table before a change. */
const MOST_ROUTES = 60;

function planSections(plan: AnyPlan, shown: Shown): Section[] {
  const line = (phrase: Phrase): Line => ({ text: phraseText(phrase, shown) });
  return [
    ...section('Commands', text(...firstMoves([plan]).map(line)), commands(plan.commands.map(typedWords))),
    ...section('What it means', bullets(planFacts(plan).map(line))),
    ...section('Before and after', {
      kind: 'table',
      header: ['addresses', 'before', 'after'],
      rows: plan.diff.changes.map(({ first, last, before, after }) => [
        rangeText(first, last),
        wayText(before),
        wayText(after),
      ]),
    }),
    ...section('Protected peers that move', {
      kind: 'table',
      header: ['peer', 'before', 'after'],
      rows: plan.protected
        .filter(({ fate }) => fate === 'moves' || fate === 'cut')
        .map(({ name, role, before, after }) => [
          role === 'configured' ? name : `${name} (${role})`,
          before === null ? '–' : wayText(before),
          after === null ? '–' : wayText(after),
        ]),
    }),
    ...section('Questions and what is not known', bullets(openQuestions(plan).map(line))),
    ...section('Checks', bullets(plan.checks.map((check) => line(checkLine(check))))),
    ...restsOn(plan),
    ...section('Undo', commands(plan.undo.map(typedWords))),
  ];
}

function restsOn(plan: AnyPlan): Section[] {
  if (plan.kind === 'ntp') {
    const rows = plan.differs.map(({ what, before, after }) => [what, before ?? 'not known', after]);
    return section('What differs', { kind: 'table', header: ['what', 'before', 'after'], rows });
  }
  return section('The table that it rests on', {
    kind: 'table',
    header: ['network', 'gateway', 'adapter', 'source'],
    rows: plan.listing.routes
      .filter(({ netstack }) => netstack === plan.netstack)
      .slice(0, MOST_ROUTES)
      .map(({ network, gateway, vmknic, source }) => [network, gateway ?? 'on the link', vmknic ?? '–', source ?? '–']),
  });
}

const CHECK_WORDS: Readonly<Record<Check['state'], string>> = {
  green: 'good',
  asked: 'for a person to judge',
  'not-known': 'not known',
  'at-apply': 'looked at right before the change',
  refused: 'refused',
};

function checkLine({ id, state, text: said_ }: Check): Phrase {
  return said`${said_} (${id}: ${CHECK_WORDS[state]})`;
}
