import type { Progress } from '../../approvals/approval.ts';
import { type Phrase, said, seconds, time } from './phrase.ts';
import { numberOf, type ToldEntry, type ToldSubject, textOf } from './told.ts';

/** One step of an apply. */
export interface ProgressStep {
  readonly is: 'done' | 'under-way' | 'failed';
  readonly text: Phrase;
}

/** What was done of an apply, and what is being done now: the last one, while it is under way. */
export function progressSteps(subject: Pick<ToldSubject, 'change' | 'journal'>): readonly ProgressStep[] {
  const { change, journal } = subject;
  const texts = journal.flatMap((entry, i) => stepsOf(entry, journal[i + 1], change));
  const isUnderWay = change.approval.state === 'applying';
  return texts.map((text, i) => ({ is: isUnderWay && i === texts.length - 1 ? 'under-way' : 'done', text }));
}

function stepsOf(entry: ToldEntry, next: ToldEntry | undefined, change: ToldSubject['change']): Phrase[] {
  switch (entry.what) {
    case 'claimed':
      return [
        textOf(entry, 'from') === null ? said`Begun ${seconds(entry.at)}` : said`Taken up again ${seconds(entry.at)}`,
      ];
    case 're-read':
      return next === undefined ? [said`Reading the host again: it must be as it was planned for`] : [];
    case 'waiting':
      return [waiting(entry)];
    case 'arm':
      return [
        said`Host read again: as it was planned for`,
        ...(next === undefined ? [said`Sending timer and commands in one`] : []),
      ];
    case 'applied':
      return [
        said`Timer armed and commands run ${seconds(entry.at)}`,
        ...(next === undefined ? [said`Making a new login and asking those who must still be reached`] : []),
      ];
    case 'confirm':
      return entry.phase === 'before'
        ? [
            said`New login made, everybody who answered before answers`,
            ...(next === undefined ? [said`Stopping the host's timer`] : []),
          ]
        : [said`The host's timer is stopped${change.saved === true ? ', its boot state saved' : ''}`];
    case 'verify':
      return [said`Reading the table and the findings once more`];
    case 'watch':
      return watched(entry, next);
    case 'save':
      return [said`Seeing to it that the host saves its boot state`];
    case 'undo':
      return entry.phase === 'before'
        ? [said`Taking it back: ${textOf(entry, 'why') ?? ''}`]
        : [said`Taken back ${seconds(entry.at)}`];
    case 'found':
      return [said`The host was asked what became of it`];
    case 'asked':
    case 'confirmed':
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'refused':
    case 'probe':
    case 'ended':
    case 'clean':
    case 'hands-done':
      return [];
  }
}

/** What was in the way before is of no interest any more. */
function watched(entry: ToldEntry, next: ToldEntry | undefined): Phrase[] {
  const until = numberOf(entry, 'until');
  if (until !== null) return [said`Applied, watching until ${time(until)} whether the host follows a server`];
  return next === undefined || next.what !== 'watch' ? [said`Not yet: ${textOf(entry, 'why') ?? ''}`] : [];
}

/** An unconfirmed change must not be there when the host saves its state. */
function waiting(entry: ToldEntry): Phrase {
  const s = numberOf(entry, 'seconds') ?? 0;
  const why = textOf(entry, 'why') ?? 'the host is not ready';
  return said`Waiting until ${time(entry.at + s * 1000)}: ${why}`;
}

/** What is being done now, for a cell of a table. */
export const NOW_WORDS: Readonly<Record<Progress, string>> = {
  claimed: 'begins',
  're-reading': 'is read again',
  arming: 'commands are sent',
  armed: 'applied, not yet confirmed',
  confirming: 'applied, not yet confirmed',
  confirmed: 'confirmed, being checked',
  verifying: 'confirmed, being checked',
  watching: 'applied, watching',
  undoing: 'being taken back',
};
