import { type ApprovalState, PROGRESS, type Progress } from '../../approvals/approval.ts';
import { list } from '../words.ts';
import { type Phrase, person, said, time } from './phrase.ts';
import { refusedLine } from './refused.ts';
import { inTimeText, stateText } from './state.ts';
import { fieldOf, numberOf, type ToldEntry, textOf } from './told.ts';

/** An entry of a change's journal in one line, without its time. */
export function journalLine(entry: ToldEntry): Phrase {
  const reason = textOf(entry, 'reason');
  const because = reason === null ? '' : `: “${reason}”`;
  switch (entry.what) {
    case 'asked':
      return said`Asked${byPerson(entry)}.`;
    case 'confirmed':
      return textOf(entry, 'together') === null
        ? said`Confirmed${byPerson(entry)}${because}.`
        : said`Confirmed together with the other hosts.`;
    case 'rejected':
      return said`Rejected${byPerson(entry)}${because}.`;
    case 'cancelled':
      return textOf(entry, 'together') === null
        ? said`Cancelled${byPerson(entry)}.`
        : said`Not begun: ${textOf(entry, 'why') ?? 'the whole ended'}.`;
    case 'expired':
      return said`Expired.`;
    case 'refused':
      return refusedLine(entry);
    case 'claimed':
      return claimed(entry);
    case 're-read':
      return entry.phase === 'before' ? said`Reads the host again.` : said`The host was read again.`;
    case 'waiting':
      return said`Waits ${numberOf(entry, 'seconds') ?? 'some'} s: ${textOf(entry, 'why') ?? 'the host is not ready'}.`;
    case 'arm':
      return said`Sends the timer and the commands, in one.`;
    case 'applied':
      return applied(entry);
    case 'probe':
      return said`Asks those who must still be reached.`;
    case 'confirm':
      return entry.phase === 'before'
        ? said`A new login was made and everybody answers as before; stops the host's timer.`
        : said`The host's timer is stopped${saved(entry)}.`;
    case 'verify':
      return said`Reads the host once more and checks what was changed.`;
    case 'watch':
      return watching(entry);
    case 'save':
      return entry.phase === 'before'
        ? said`Whether the host saved its boot state is not known; lets it save again.`
        : savedAgain(entry);
    case 'undo':
      return entry.phase === 'before'
        ? said`Takes it back: ${textOf(entry, 'why') ?? 'it is not as it should be'}`
        : said`It was taken back.`;
    case 'found':
      return found(entry);
    case 'ended':
      return said`Ended as ${endedAs(entry)}${ended(entry)}`;
    case 'clean':
      return said`Its timer and files are gone from the host.`;
    case 'hands-done':
      return said`${entry.by === null ? 'Somebody' : person(entry.by)} was at the console; the host is read.`;
  }
}

const byPerson = ({ by }: ToldEntry): Phrase => (by === null ? [] : said` by ${person(by)}`);

function claimed(entry: ToldEntry): Phrase {
  const from = textOf(entry, 'from');
  if (from === null || !(PROGRESS as readonly string[]).includes(from)) return said`Begins.`;
  return said`Taken up again after ${PROGRESS_WORDS[from as Progress]}.`;
}

/** How far an apply came. */
export const PROGRESS_WORDS: Readonly<Record<Progress, string>> = {
  claimed: 'its begin',
  're-reading': 'reading the host again',
  arming: 'sending the commands',
  armed: 'the host ran the commands',
  confirming: 'the new login',
  confirmed: 'the timer was stopped',
  verifying: 'looking at the table',
  watching: 'beginning to watch it',
  undoing: 'beginning to take it back',
};

/** Exit status and output of each command, as the host gave them. */
export function ranOf(entry: ToldEntry): readonly { readonly status: number; readonly output: string }[] {
  const ran = fieldOf(entry.detail, 'ran');
  if (!Array.isArray(ran)) return [];
  return ran.map((each) => ({
    status: Number(fieldOf(each, 'status')),
    output: String(fieldOf(each, 'output') ?? ''),
  }));
}

function applied(entry: ToldEntry): Phrase {
  const answers = ranOf(entry).map(({ status, output }) => (output === '' ? `status ${status}` : output));
  return answers.length === 0
    ? said`The host ran no command.`
    : said`The timer runs and the host ran the ${answers.length === 1 ? 'command' : 'commands'} (${list(answers)}).`;
}

function saved({ detail }: ToldEntry): string {
  const value = fieldOf(detail, 'saved');
  if (value === true) return ' and its boot state saved';
  return value === false ? ', but its boot state was not saved' : '';
}

function watching(entry: ToldEntry): Phrase {
  const until = numberOf(entry, 'until');
  if (until === null) return said`Not yet: ${textOf(entry, 'why') ?? 'time is not right'}`;
  return said`Applied, and the settings are as planned. Watched until ${time(until)}: whether the host follows a server.`;
}

function savedAgain({ detail }: ToldEntry): Phrase {
  const value = fieldOf(detail, 'saved');
  if (value === true) return said`The host saved its boot state.`;
  return value === false
    ? said`The host did not save its boot state.`
    : said`Whether the host saved its boot state is still not known.`;
}

function found(entry: ToldEntry): Phrase {
  switch (textOf(entry, 'settled')) {
    case 'timer':
      return said`The host's timer fired and took it back.`;
    case 'confirm':
      return said`The host shows it as confirmed.`;
    case 'undo':
      return said`The host shows that it was being taken back.`;
    case 'no-timer':
      return said`The host shows that its timer did not start.`;
    default:
      return said`The host was asked what became of it.`;
  }
}

/** Of several hosts with those that were changed. */
function endedAs(entry: ToldEntry): string {
  const as = inTime(entry, textOf(entry, 'as') ?? 'over');
  const changed = fieldOf(entry.detail, 'changed');
  if (!Array.isArray(changed) || changed.length === 0 || textOf(entry, 'as') === 'verified') return as;
  return `${stateText(as as ApprovalState, changed.length, numberOf(entry, 'of') ?? changed.length)} (${list(changed.map(String))})`;
}

function inTime({ detail }: ToldEntry, as: string): string {
  return inTimeText(as, as as ApprovalState, fieldOf(detail, 'followed') === false ? false : null);
}

function ended(entry: ToldEntry): string {
  const why = textOf(entry, 'why');
  return why === null ? '.' : `: ${why}`;
}
