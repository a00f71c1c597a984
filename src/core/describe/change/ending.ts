import { list } from '../words.ts';
import { hostsOf } from './heading.ts';
import { between, type Phrase, person, said, seconds, time } from './phrase.ts';
import { revertsAt, STATE_WORDS } from './state.ts';
import { type ToldEntry, type ToldProbe, type ToldSubject, textOf, toldState } from './told.ts';

/** How a change ended: a headline of one sentence, what an operator should know of it, and what is to be typed, where something is. */
export interface Ending {
  readonly headline: Phrase;
  readonly lines: readonly Phrase[];
  /** For the console of the host. */
  readonly commands: readonly string[];
}

/** Null while it has not ended and needs nobody's hands. */
export function describeEnding(subject: ToldSubject): Ending | null {
  const { change } = subject;
  const host = hostsOf(subject);
  const state = toldState(change);
  const { ended } = change.approval;
  const by = ended?.by ?? null;
  const why = ended?.why ?? null;
  if (state === 'pending' || state === 'applying') return null;
  if (change.together !== null && !['rejected', 'cancelled', 'expired'].includes(state)) return wholeEnding(subject);
  switch (state) {
    case 'rejected':
      return ending(said`${host}: rejected${by === null ? '' : said` by ${person(by)}`}.`, [
        ...(why === null ? [] : [said`“${why}”`]),
        NOTHING_RUN,
      ]);
    case 'cancelled':
      if (change.group !== null)
        return ending(said`${host}: not begun, since an earlier host was not verified.`, [NOTHING_RUN]);
      return ending(said`${host}: cancelled${by === null ? '' : said` by ${person(by)}`}.`, [NOTHING_RUN]);
    case 'expired':
      return ending(said`${host}: expired at ${time(change.approval.expires)}, with ${counted(subject)}.`, [
        NOTHING_RUN,
      ]);
    case 'verified':
      return ending(said`${host}: the change is verified.`, verified(subject));
    case 'rolled-back':
      return rolledBack(subject, host);
    case 'void':
      return voided(subject, host);
    case 'needs-hands':
      return needsHands(subject, host);
  }
}

const NOTHING_RUN = said`Nothing was run.`;
const ending = (headline: Phrase, lines: readonly Phrase[], commands: readonly string[] = []): Ending => ({
  headline,
  lines,
  commands,
});

function counted({ change: { approval } }: ToldSubject): string {
  const { confirmed, quorum } = approval;
  return confirmed.length === 0 ? 'no confirmation' : `${confirmed.length} of ${quorum} confirmations`;
}

function verified(subject: ToldSubject): Phrase[] {
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
  return [...(checked.length === 0 ? [] : [checked]), ...(change.saved === false ? [NOT_SAVED] : [])];
}

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

function rolledBack(subject: ToldSubject, host: string): Ending {
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
    said`What it changed in the table is again as it was${readAt === undefined ? '' : said` at ${seconds(Date.parse(readAt))}`}.`,
    ...(change.clean ? [said`Nothing of it is left on the host.`] : []),
  ]);
}

function voided({ change }: ToldSubject, host: string): Ending {
  const why = change.approval.ended?.why ?? null;
  if (change.drift.length > 0) {
    const moved = change.drift.map((line) => said`${line}`);
    return ending(said`${host} has moved since this was planned, so nothing was run.`, moved);
  }
  const reason = why?.replace(/\s*Nothing was (run|changed)\.$/, '') ?? '';
  return ending(said`${host}: nothing was run.`, reason === '' ? [] : [said`${reason}`]);
}

function needsHands(subject: ToldSubject, host: string): Ending {
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
  const isStopped = journal.some(({ what, phase }) => what === 'confirm' && phase === 'after');
  if (due === null || isStopped) return [];
  return [said`Its timer should have taken the change back at ${seconds(due)}; whether it did I could not see.`];
}

function wholeEnding({ change, members }: ToldSubject): Ending {
  const state = toldState(change);
  const done = members.filter(({ approval }) => approval.state === 'verified').map(({ approval }) => approval.host);
  if (state === 'verified') return ending(said`${members.length} hosts: the change is verified on each.`, []);
  const stopped = members.filter(({ approval }) => !['verified', 'cancelled', 'pending'].includes(approval.state));
  const rest = members.filter(({ approval }) => approval.state === 'cancelled').map(({ approval }) => approval.host);
  const where = stopped.map(({ approval }) => `${approval.host} (${STATE_WORDS[approval.state]})`);
  const hands = stopped.filter(({ hands: typed }) => typed.length > 0);
  return ending(said`${members.length} hosts: stopped at ${where.join(', ') || STATE_WORDS[state]}.`, [
    ...stopped.flatMap(({ approval }) =>
      approval.ended === null || approval.ended.why === null ? [] : [said`${approval.host}: ${approval.ended.why}`],
    ),
    ...hands.map(
      ({ approval, hands: typed }) =>
        said`At the console of ${approval.host}: ${typed.map((each) => `\`${each}\``).join(', then ')}. Then press \`I did this\`.`,
    ),
    ...(done.length === 0 ? [] : [said`Verified and left so: ${done.join(', ')}.`]),
    ...(rest.length === 0 ? [] : [said`Not begun: ${rest.join(', ')}.`]),
  ]);
}

/** Entries that tell of its end. */
export const isEnding = ({ what }: ToldEntry): boolean => ['ended', 'rejected', 'cancelled', 'expired'].includes(what);
