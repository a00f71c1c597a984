/** The root message of a change, over its whole life: edited in place, so that it is always what is so now. */
import { isConfirmed } from '../../../core/approvals/approval.ts';
import {
  between,
  capitalized,
  changedText,
  demandsText,
  describeEnding,
  type Ending,
  firstMoves,
  headingOf,
  hostsIn,
  type Phrase,
  partsUnderWay,
  pathFacts,
  person,
  progressSteps,
  revertsText,
  STATE_WORDS,
  said,
  standing,
  stateOfText,
  toldState,
  undoOf,
  votes,
  whatOf,
} from '../../../core/describe/change/index.ts';
import { typedWords } from '../../../core/plans/words.ts';
import type { Page } from '../../message.ts';
import { buttonsOf } from './buttons.ts';
import { hostTable, sharedFacts, stayPieces } from './hosts.ts';
import { judgePieces } from './judge.ts';
import { type Piece, pageOfPieces } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

export function cardPage(subject: CardSubject, names: CardNames, now: number): Page {
  const pieces = [
    ...cardPieces(subject, names, now),
    ...buttonsOf(subject).map((block): Piece => ({ kind: 'block', block })),
    { kind: 'small' as const, text: idLine(subject) },
  ];
  return pageOfPieces(pieces, saysOf(subject, now), names);
}

/** What the card shows above its buttons. */
export function cardPieces(subject: CardSubject, names: CardNames, now: number): Piece[] {
  const ending = describeEnding(subject);
  if (ending !== null) return endedPieces(subject, ending);
  return toldState(subject.change) === 'applying' ? applyingPieces(subject) : pendingPieces(subject, names, now);
}

/** For a notification: the state first, then what moves the bot itself, then which host and what. */
function saysOf(subject: CardSubject, now: number): Phrase {
  const { change } = subject;
  const ending = describeEnding(subject);
  const state = said`${STATE_WORDS[toldState(change)]}`;
  // Of several hosts the headline says how many are changed, which the word of the state does not.
  const isTold = stateOfText(change) !== STATE_WORDS[toldState(change)];
  if (ending !== null) return between([isTold ? [] : state, ending.headline, said`${whatOf(subject.plans)}`], ' · ');
  const at = said`${stateOfText(change, subject.members)}`;
  return between([at, ...firstMoves(subject.plans), said`${headingOf(subject)}`, standing(subject, now)], ' · ');
}

function idLine({ change }: CardSubject): string {
  const { approval, group } = change;
  const isBegun = !['pending', 'rejected', 'cancelled', 'expired'].includes(toldState(change));
  const steps = isBegun ? `every step: /vmk changes ${approval.id}` : 'details in the thread';
  return [approval.id, ...(group === null ? [] : [`one of ${group}`]), steps].join(' · ');
}

const line = (text: Phrase): Piece => ({ kind: 'line', text });
const commandsOf = (plans: CardSubject['plans']) => [
  ...new Set(plans.flatMap(({ commands }) => commands.map(typedWords))),
];

function pendingPieces(subject: CardSubject, names: CardNames, now: number): Piece[] {
  const { change, plans } = subject;
  const demands = demandsText(change);
  const isAsking = !isConfirmed(change.approval) && names.operators !== '';
  return [
    ...firstMoves(plans).map((text): Piece => ({ kind: 'head', text })),
    { kind: 'head', text: said`${headingOf(subject)}`, rest: said` · ${standing(subject, now)}` },
    ...(change.together === null ? planPieces(plans) : [hostTable(subject), ...sharedFacts(plans)]),
    { kind: 'lines', lines: votes(change).map(capitalized) },
    ...(demands === '' ? [] : [line(said`${demands}`)]),
    ...(isAsking ? [{ kind: 'mentions' as const, before: 'May confirm: ', text: names.operators }] : []),
  ];
}

function planPieces(plans: CardSubject['plans']): Piece[] {
  return plans.flatMap((plan): Piece[] => [
    { kind: 'commands', lines: commandsOf([plan]) },
    { kind: 'lines', lines: pathFacts(plan) },
    line(undoOf(plan)),
    ...judgePieces([plan]),
  ]);
}

function applyingPieces(subject: CardSubject): Piece[] {
  const { change, plans } = subject;
  const rest = said` · ${between([standing(subject), revertsText(change), ...soFar(subject)], ' · ')}`;
  const steps = progressSteps(subject).map(({ text }) => text);
  return [
    { kind: 'head', text: said`${headingOf(subject)}`, rest },
    { kind: 'commands', lines: commandsOf(plans) },
    ...(change.together === null ? [{ kind: 'list' as const, lines: steps }] : underWay(subject)),
    { kind: 'lines', lines: votes(change).map(capitalized) },
  ];
}

const underWay = (subject: CardSubject): Piece[] => [
  { kind: 'lines', lines: partsUnderWay(subject.members) },
  hostTable(subject),
];

function soFar({ change, members }: CardSubject): Phrase[] {
  return change.together === null || hostsIn(members, ['verified']).length === 0 ? [] : [said`${changedText(members)}`];
}

/** Headline, what it was and by whom, what was checked or has to be done. */
function endedPieces(subject: CardSubject, ending: Ending): Piece[] {
  const { change, plans } = subject;
  const asked = said`asked by ${person(change.approval.asker)}`;
  return [
    { kind: 'head', text: ending.headline },
    line(capitalized(between([said`${whatOf(plans)}`, asked, ...votes(change)], ' · '))),
    { kind: 'lines', lines: ending.lines },
    ...(ending.commands.length > 0 ? [{ kind: 'commands' as const, lines: ending.commands }] : []),
    ...stayPieces(subject),
    ...(change.together === null ? [] : [hostTable(subject)]),
  ];
}
