/** The root message of a change, over its whole life. */
import {
  between,
  demandsText,
  describeEnding,
  headingOf,
  openQuestions,
  ownSessionMoves,
  type Phrase,
  planFacts,
  progressSteps,
  revertsText,
  STATE_WORDS,
  said,
  standing,
  toldState,
  undoOf,
  votes,
} from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { buttonsOf } from './buttons.ts';
import { hostPieces } from './hosts.ts';
import { type Piece, pageOfPieces } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

export function cardPage(subject: CardSubject, names: CardNames, _now: number): Page {
  const pieces = [
    ...piecesOf(subject, names),
    ...buttonsOf(subject).map((block): Piece => ({ kind: 'block', block })),
    { kind: 'small' as const, text: smallLine(subject) },
  ];
  return pageOfPieces(pieces, saysOf(subject), names);
}

function smallLine({ change: { approval, group } }: CardSubject): string {
  return [
    approval.id,
    ...(group === null ? [] : [`one of ${group}`]),
    'reasons, checks and progress in the thread',
  ].join(' · ');
}

/** For a notification: the state first, then which host and what. */
function saysOf(subject: CardSubject): Phrase {
  const { change } = subject;
  const ending = describeEnding(subject);
  const state = said`${STATE_WORDS[toldState(change)]}`;
  const own = ownMoves(subject);
  if (ending !== null) return between([state, heading(subject), ending.headline], ' · ');
  return between([state, ...own, heading(subject), standing(change)], ' · ');
}

const heading = (subject: CardSubject): Phrase => said`${headingOf(subject)}`;
const ownMoves = ({ plans }: CardSubject): Phrase[] => plans.map(ownSessionMoves).filter((each) => each !== null);

function piecesOf(subject: CardSubject, names: CardNames): Piece[] {
  const state = toldState(subject.change);
  const ending = describeEnding(subject);
  if (ending !== null) return endedPieces(subject, ending);
  return state === 'applying' ? applyingPieces(subject) : pendingPieces(subject, names);
}

function pendingPieces(subject: CardSubject, names: CardNames): Piece[] {
  const { change, plans } = subject;
  const demands = demandsText(change);
  return [
    ...ownMoves(subject).map((text): Piece => ({ kind: 'head', text })),
    { kind: 'head', text: heading(subject), rest: said` · ${standing(change)}` },
    ...(change.together === null ? planPieces(plans) : hostPieces(subject)),
    ...votePieces(subject),
    ...(demands === '' ? [] : [{ kind: 'line' as const, text: said`${demands}` }]),
    ...(names.operators === '' ? [] : [{ kind: 'mentions' as const, before: 'May confirm: ', text: names.operators }]),
  ];
}

function planPieces(plans: CardSubject['plans']): Piece[] {
  return plans.flatMap((plan): Piece[] => [
    { kind: 'commands', lines: plan.commands.map((words) => words.join(' ')) },
    ...planFacts(plan).map((text): Piece => ({ kind: 'line', text })),
    { kind: 'list', title: 'To judge before confirming', lines: openQuestions(plan) },
  ]);
}

function votePieces({ change }: CardSubject): Piece[] {
  return votes(change).map((text) => ({ kind: 'line', text }));
}

function applyingPieces(subject: CardSubject): Piece[] {
  const { change, plans } = subject;
  return [
    {
      kind: 'head',
      text: heading(subject),
      rest: said` · ${between([standing(change), revertsText(change)], ' · ')}`,
    },
    ...(change.together === null
      ? [
          ...plans.map((plan): Piece => ({ kind: 'commands', lines: plan.commands.map((words) => words.join(' ')) })),
          { kind: 'list' as const, lines: progressSteps(subject).map(({ text }) => text) },
        ]
      : hostPieces(subject)),
    ...votePieces(subject),
  ];
}

function endedPieces(subject: CardSubject, ending: NonNullable<ReturnType<typeof describeEnding>>): Piece[] {
  const { change, plans } = subject;
  const ran = toldState(change) === 'verified' && change.together === null;
  return [
    { kind: 'head', text: ending.headline },
    { kind: 'line', text: between([heading(subject), standing(change)], ' · ') },
    ...ending.lines.map((text): Piece => ({ kind: 'line', text })),
    { kind: 'commands', lines: ending.commands },
    ...(change.together === null ? [] : hostPieces(subject)),
    ...votePieces(subject),
    ...(ran ? plans.map((plan): Piece => ({ kind: 'line', text: undoOf(plan) })) : []),
  ];
}
