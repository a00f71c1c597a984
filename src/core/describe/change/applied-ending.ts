/** The ends of what was run, or was about to be. */
import { typedWords } from '../../plans/words.ts';
import { list } from '../words.ts';
import { type Ending, ending } from './ending-shape.ts';
import { notAsked, wayNotTried } from './not-asked.ts';
import { between, type Phrase, said, seconds } from './phrase.ts';
import { revertsAt } from './state.ts';
import { type ToldProbe, type ToldSubject, textOf } from './told.ts';

/** What was checked, and how long it took from the last confirmation. */
export function verified(subject: ToldSubject, host: string): Ending {
  if (subject.change.watch?.followed === false)
    return ending(said`${host}: the settings are verified, and time is not right yet.`, checkedLines(subject));
  const [router] = notAsked(subject);
  const but = router === undefined ? '' : `, but whether ${router.router} answers is not known`;
  return ending(said`${host}: the change is verified${but}.`, checkedLines(subject));
}

function checkedLines(subject: ToldSubject): Phrase[] {
  const { change } = subject;
  const why = change.approval.ended?.why ?? null;
  const took = tookText(subject);
  const checked = between(
    [
      ...(why === null ? [] : [said`${why}`]),
      ...probes(change.before?.probed ?? []),
      ...(took === null ? [] : [said`${took}`]),
    ],
    ' · ',
  );
  const unsaved = change.saved === true ? [] : [change.saved === null ? SAVED_UNKNOWN : NOT_SAVED];
  return [...(checked.length === 0 ? [] : [checked]), ...untried(subject), ...unsaved];
}

function untried(subject: ToldSubject): Phrase[] {
  return [...notAsked(subject).map(({ text }) => text), ...wayNotTried(subject)].map((text) => said`${text}`);
}

const SAVED_UNKNOWN = said`Whether the host saved it is not known: \`/sbin/auto-backup.sh\` on the host saves its boot state. If the host stops before it does so by itself, at minute :01, the change may be lost.`;

const NOT_SAVED = said`The host did not save its boot state: if it stops before it does so by itself, at minute :01, the change is lost.`;

/** Who answered before and again afterwards: only then is a change confirmed. */
function probes(probed: readonly ToldProbe[]): Phrase[] {
  const named = (way: ToldProbe['way']) => probed.filter((each) => each.ok && each.way === way).map(({ name }) => name);
  const [arp, ping, tcp] = [named('arp'), named('ping'), named('tcp')];
  return [
    ...(arp.length === 0 ? [] : [said`${list(arp)} ${arp.length === 1 ? 'answers' : 'answer'} ARP on the host's link`]),
    ...(ping.length === 0 ? [] : [said`${list(ping)} answered the host's ping as before`]),
    ...(tcp.length === 0 ? [] : [said`${list(tcp)} reached from here as before`]),
  ];
}

function tookText({ change: { approval }, journal }: ToldSubject): string | null {
  const from = approval.confirmed.at(-1)?.at ?? journal.find(({ what }) => what === 'claimed')?.at;
  if (from === undefined || approval.ended === null) return null;
  const ms = approval.ended.at - from;
  return ms < 0 ? null : `${(ms / 1000).toFixed(1)} s`;
}

/** Whoever took it back, and that the table is as before. */
export function rolledBack(subject: ToldSubject, host: string): Ending {
  const { change, plans, journal } = subject;
  const byHost = journal.some((entry) => entry.what === 'found' && textOf(entry, 'settled') === 'timer');
  const headline = byHost ? said`${host} reverted the change by itself.` : said`${host}: the change was taken back.`;
  const isByTimer = byHost && change.why === null;
  const why = isByTimer ? null : (change.approval.ended?.why ?? null);
  const readAt = plans[0]?.readAt;
  return ending(headline, [
    ...(isByTimer
      ? [
          said`No new login from here confirmed it within ${change.armed?.timer ?? change.timer} s, so the host took it back.`,
        ]
      : []),
    ...(why === null ? [] : [said`${why}`]),
    ...ranText(subject),
    said`What it changed ${plans[0]?.kind === 'ntp' ? 'in the settings' : 'in the table'} is again as it was${readAt === undefined ? '' : said` at ${seconds(Date.parse(readAt))}`}.`,
    ...(change.clean ? [said`Nothing of it is left on the host.`] : []),
  ]);
}

/** What was run and is gone again; nothing where it was not. */
function ranText({ change, plans }: ToldSubject): Phrase[] {
  const wasRun = change.approval.ended?.why?.endsWith('nothing was changed.') !== true;
  const commands = plans[0]?.commands.map((words) => `\`${typedWords(words)}\``) ?? [];
  return wasRun && commands.length > 0 ? [said`Taken back: ${commands.join(', then ')}.`] : [];
}

/** What moved, or why else nothing was run. */
export function voided({ change }: ToldSubject, host: string): Ending {
  const why = change.approval.ended?.why ?? null;
  if (change.drift.length > 0) {
    const moved = change.drift.map((line) => said`${line}`);
    return ending(said`${host} has moved since this was planned, so nothing was run.`, moved);
  }
  const reason = why?.replace(/\s*Nothing was (run|changed)\.$/, '') ?? '';
  return ending(said`${host}: nothing was run.`, reason === '' ? [] : [said`${reason}`]);
}

/** What to look at and what to type. */
export function needsHands(subject: ToldSubject, host: string): Ending {
  const { change, plans } = subject;
  const why = change.approval.ended?.why ?? null;
  const listing = plans[0]?.verify[0];
  return ending(
    said`${host} needs hands.`,
    [
      ...(why === null ? [] : [said`${why}`]),
      ...timerDue(subject),
      said`At the console of the host${listing === undefined ? '' : ` (\`${listing.join(' ')}\` shows what is there)`}, type the following. Then press \`I did this\`; I will read the host and close the change.`,
    ],
    change.hands,
  );
}

/** The host may have taken it back without anybody seeing it. */
function timerDue({ change, journal }: ToldSubject): Phrase[] {
  const due = revertsAt(change);
  const isStopped = journal.some(
    (entry) =>
      (entry.what === 'confirm' && entry.phase === 'after') ||
      (entry.what === 'found' && textOf(entry, 'settled') === 'confirm'),
  );
  if (due === null || isStopped) return [];
  return [said`Its timer should have taken the change back at ${seconds(due)}; whether it did I could not see.`];
}
