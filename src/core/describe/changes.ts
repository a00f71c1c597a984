import type { ChangeList, ChangeRow, Names } from '../record.ts';
import type { Reply } from '../reply.ts';
import { inTimeText, stateText } from './change/index.ts';
import { bullets, section, text } from './sections.ts';
import { ageText, count, list } from './words.ts';

/** Nobody reads more of a table; a host's own are found by its name. */
const MOST_ROWS = 50;

/**
 * What is pending, being applied or needs hands, and what ended lately; `now` in milliseconds since 1970. `left`: no bot runs, with what
 * is known of the changes that are being applied; null where one does, or nobody knows.
 */
export function describeChanges(
  { open, more, ended, names }: ChangeList,
  host: string | null,
  now: number,
  left: readonly string[] | null = null,
): Reply {
  const shown = open.slice(0, MOST_ROWS);
  const further = more + open.length - shown.length;
  return {
    headline: { text: `${headline(open, ended, host)}${left === null || open.length === 0 ? '' : NOBODY}` },
    sections: [
      ...(left === null || open.length === 0 ? [] : section('No bot runs', bullets([...LEFT, ...left]))),
      ...section('Open', table(shown, names, now), further === 0 ? null : text(`${further} more are not listed here.`)),
      ...section('Ended lately', table(ended, names, now)),
      ...(open.length + ended.length === 0 ? [] : section('To know', bullets(MORE))),
    ],
  };
}

const NOBODY = ' No bot runs, so none of it goes on by itself.';
const LEFT = [
  'What is pending can be decided on, and what was begun is read and finished, once a bot runs on this store: start it.',
];

const MORE = [
  '`changes ID` tells everything about one.',
  'A change is confirmed in Slack alone, where it is known who confirms: by the buttons of its card.',
];

function headline(open: readonly ChangeRow[], ended: readonly ChangeRow[], host: string | null): string {
  const of = host === null ? '' : ` of ${host}`;
  if (open.length + ended.length === 0 && host !== null) return `No change${of} is on record.`;
  if (open.length === 0) return `No change${of} is open.`;
  const hands = open.filter(({ state }) => state === 'needs-hands');
  if (hands.length > 0) {
    const hosts = list([...new Set(hands.map((each) => each.host))].slice(0, 5));
    return `${hosts} ${hands.length === 1 ? 'needs' : 'need'} hands: \`changes ${hands[0]!.id}\` tells what to type at the console.`;
  }
  const watched = open.filter(({ watchedUntil }) => watchedUntil !== null).length;
  const applying = open.filter(({ state }) => state === 'applying').length - watched;
  const pending = open.filter(({ state }) => state === 'pending').length;
  const parts = [
    ...(applying > 0 ? [`${applying} being applied`] : []),
    ...(watched > 0 ? [`${watched} applied and being watched`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
  ];
  return `${count(open.length, 'change')}${of} open: ${list(parts)}.`;
}

function table(rows: readonly ChangeRow[], names: Names, now: number) {
  return {
    kind: 'table' as const,
    header: ['id', 'host', 'what', 'state', 'asked by', 'since'],
    rows: rows.map((row) => [
      row.id,
      row.host,
      row.what,
      stateCell(row),
      names[row.asker] ?? row.asker,
      sinceText(row, now),
    ]),
  };
}

function stateCell({ state, confirmed, quorum, changed, followed, watchedUntil }: ChangeRow): string {
  if (watchedUntil !== null) return 'applied, watching';
  if (state === 'pending') return `pending, ${confirmed} of ${quorum} confirmed`;
  return inTimeText(stateText(state, changed?.hosts.length ?? 0, changed?.of ?? 0), state, followed);
}

function sinceText({ state, askedAt, expires, ended, watchedUntil }: ChangeRow, now: number): string {
  if (ended !== null) return `${agoText(ended.at, now)} ago`;
  const asked = `asked ${agoText(askedAt, now)} ago`;
  if (watchedUntil !== null && Date.parse(watchedUntil) > now) {
    return `${asked}, watched for ${agoText(now, watchedUntil)} more at most`;
  }
  if (state !== 'pending') return asked;
  return Date.parse(expires) <= now ? `${asked}, expires now` : `${asked}, expires in ${agoText(now, expires)}`;
}

function agoText(from: string | number, to: string | number): string {
  const seconds = (new Date(to).getTime() - new Date(from).getTime()) / 1000;
  return ageText(Math.max(0, seconds));
}
