/** A change in words, for every place where people read of it. */
export { againWords } from './again.ts';
export { describeEnding, isEnding } from './ending.ts';
export type { Ending } from './ending-shape.ts';
export {
  differsOf,
  firstMoves,
  gatewayOf,
  meansOf,
  movesOf,
  pathFacts,
  peersOf,
  planFacts,
  takeBackOf,
  undoOf,
  whereOf,
} from './facts.ts';
export { headingOf, hostsOf, whatOf } from './heading.ts';
export { journalLine, PROGRESS_WORDS, ranOf } from './journal.ts';
export { changedText, hostsIn, named, partsUnderWay, partText, staying } from './part.ts';
export {
  between,
  capitalized,
  day,
  type Named,
  type Phrase,
  person,
  phraseText,
  type Shown,
  said,
  seconds,
  time,
} from './phrase.ts';
export { NOW_WORDS, type ProgressStep, progressSteps } from './progress.ts';
export { gravestQuestions, notKnownLine, openQuestions, planNotes } from './questions.ts';
export { changeSections, describeChange } from './reply.ts';
export {
  demandsText,
  inTimeText,
  moreOperators,
  revertsAt,
  revertsText,
  STATE_WORDS,
  standing,
  stateOfText,
  stateText,
  votes,
  votesMissing,
  waitsFor,
  watchedUntil,
} from './state.ts';
export {
  followedOf,
  type ToldChange,
  type ToldEntry,
  type ToldProbe,
  type ToldSubject,
  type ToldTogether,
  type ToldWhat,
  toldState,
} from './told.ts';
