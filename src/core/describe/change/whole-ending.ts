import { count, list } from '../words.ts';
import { type Ending, ending } from './ending-shape.ts';
import { notAsked, wayNotTried } from './not-asked.ts';
import { changedText, hostsIn, named } from './part.ts';
import { type Phrase, person, said, time } from './phrase.ts';
import { type ToldChange, type ToldSubject, toldState } from './told.ts';

/** Of several hosts: which are changed, where it stopped and why, what was taken back, what was not touched. */
export function wholeEnding(subject: ToldSubject): Ending {
  const { change, members } = subject;
  const silent = untold(subject, (each) => notAsked(each).map(({ text }) => text));
  const untried = [...silent, ...untold(subject, wayNotTried)];
  if (toldState(change) === 'verified') {
    const wrong = notInTime(members);
    const but = silent.length === 0 ? '' : `, but not of each whether its router answers`;
    const time = wrong.length === 0 ? '' : `, but on ${count(wrong.length, 'host')} time is not right yet`;
    return ending(said`${members.length} hosts: the change is verified on each${but}${time}.`, [
      ...untried,
      ...reasonsOf(wrong),
      ...tookText(subject),
    ]);
  }
  const stopped = members.filter(({ approval }) => ['rolled-back', 'void', 'needs-hands'].includes(approval.state));
  const done = hostsIn(members, ['verified']);
  const back = hostsIn(members, ['rolled-back']);
  const hands = members.filter(({ approval }) => approval.state === 'needs-hands');
  return ending(said`Stopped${whereOf(change, stopped)}: ${changedText(members)}.`, [
    ...(change.why === null ? [] : [said`${change.why}`]),
    ...reasonsOf([...stopped, ...notInTime(members)]),
    ...hands.map(
      ({ approval, hands: typed }) =>
        said`Whether ${approval.host} is changed is not known. At its console: ${typed.map((each) => `\`${each}\``).join(', then ')}. Then press \`I did this\`.`,
    ),
    ...(done.length === 0 ? [] : [said`Verified and left so: ${list(done)}.`]),
    ...untried,
    ...(back.length === 0 ? [] : [said`Taken back: ${list(back)}.`]),
    ...notTouched(members),
  ]);
}

/** How long it took from the last confirmation to the end of the last host. */
function tookText({ change, members }: ToldSubject): readonly Phrase[] {
  const from = change.approval.confirmed.at(-1)?.at;
  const ends = members.map(({ approval }) => approval.ended?.at ?? 0);
  if (from === undefined || ends.length === 0 || Math.min(...ends) < from) return [];
  return [said`All of it took ${((Math.max(...ends) - from) / 1000).toFixed(1)} s.`];
}

/** Whose settings stay, and whose time was not right by the end of its watch. */
function notInTime(members: readonly ToldChange[]): readonly ToldChange[] {
  return members.filter(({ watch }) => watch?.followed === false);
}

/** What nobody asked or tried, once for the hosts that are changed; with their names where it is not so of all of them. */
function untold(
  { members, plans }: ToldSubject,
  of: (each: Pick<ToldSubject, 'change' | 'plans'>) => readonly string[],
) {
  const done = members.filter(({ approval }) => approval.state === 'verified');
  const texts = new Map<string, string[]>();
  for (const change of done) {
    const own = plans.filter(({ digest }) => digest === change.approval.digest);
    for (const text of of({ change, plans: own })) texts.set(text, [...(texts.get(text) ?? []), change.approval.host]);
  }
  return [...texts].map(([text, hosts]) =>
    hosts.length === done.length ? said`${text}` : said`${named(hosts)}: ${text}`,
  );
}

/** Those on which nothing was run. */
export function notTouched(members: readonly ToldChange[]): readonly Phrase[] {
  const rest = hostsIn(members, ['pending', 'cancelled', 'rejected', 'expired', 'void']);
  return rest.length === 0 ? [] : [said`Not touched: ${list(rest)}.`];
}

/** The hosts at which it stopped; where it was at none, what else ended it. */
function whereOf(change: ToldChange, stopped: readonly ToldChange[]): Phrase {
  if (stopped.length > 0) return said` at ${named(stopped.map(({ approval }) => approval.host))}`;
  const by = change.approval.ended?.by ?? null;
  const state = toldState(change);
  if (state === 'expired') return said`, since its time was over at ${time(change.approval.expires)}`;
  if (state !== 'cancelled' && state !== 'rejected') return [];
  return said`, since it was ${state}${by === null ? '' : said` by ${person(by)}`}`;
}

/** Each reason once, with its hosts. What is said of no host but these is told for all behind them. */
function reasonsOf(stopped: readonly ToldChange[]): readonly Phrase[] {
  const reasons = new Map<string, string[]>();
  for (const { approval } of stopped) {
    const why = approval.ended?.why?.replace(/\s*Nothing was (run|changed)\.$/, '') ?? '';
    if (why !== '') reasons.set(why, [...(reasons.get(why) ?? []), approval.host]);
  }
  return [...reasons].map(([why, hosts]) => said`${named(hosts)}: ${why}`);
}
