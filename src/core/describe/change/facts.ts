/** What a second person must be shown of a plan before confirming it, one phrase each. */
import { contains, readIpv4, readPrefix } from '../../net/address.ts';
import type { Plan } from '../../plans/plan.ts';
import { rangeText } from '../forwarding-diff.ts';
import { hostTitle } from '../join.ts';
import { capital, movedText, peersText } from '../plan.ts';
import { count, wayText } from '../words.ts';
import { between, type Phrase, said, seconds } from './phrase.ts';

/** Where, through whom, what moves, who stays reachable. */
export function pathFacts(plan: Plan): readonly Phrase[] {
  return [whereOf(plan), ...gatewayOf(plan), movesOf(plan), ...peersOf(plan)];
}

/** The same, and what takes it back. */
export function planFacts(plan: Plan): readonly Phrase[] {
  return [...pathFacts(plan), undoOf(plan)];
}

const MOST_MOVING = 12;

/** Who moves, and who does not. The bot's own session is named once. */
export function peersOf({ protected: peers }: Plan): readonly Phrase[] {
  const own = peers.find(({ role }) => role === 'this-bot');
  const others = peers.filter(
    ({ role, address, dialled }) => role !== 'ssh' || address !== own?.address || dialled !== own?.dialled,
  );
  const moving = others.filter(({ fate }) => fate === 'moves' || fate === 'cut');
  const left = moving.length - MOST_MOVING;
  const few = left > 0 ? others.filter((each) => moving.indexOf(each) < MOST_MOVING) : others;
  const more = left > 0 ? [said`${count(left, 'more peer')} would be reached another way; the details name each.`] : [];
  const named = peersText(few).map(({ text }) => said`${text.startsWith('my own') ? capital(text) : text}`);
  return [...named, ...more];
}

/** A plan that moves the bot's own session says so before everything else; null where it does not. */
export function ownSessionMoves({ host, protected: peers }: Plan): Phrase | null {
  const own = peers.find(({ role, fate }) => role === 'this-bot' && (fate === 'moves' || fate === 'cut'));
  if (own === undefined) return null;
  return said`This moves my own session on ${hostTitle(host)}: answers to ${own.address ?? own.name} would leave by ${wayText(own.after!)} instead of ${wayText(own.before!)}.`;
}

/** Host, version, stack, and when its table was read. */
export function whereOf({ host, product, version, netstack, readAt }: Plan): Phrase {
  return between(
    [
      said`${hostTitle(host)}, ${product ?? 'ESX/ESXi'} ${version ?? 'of a version not shown'}`,
      said`stack \`${netstack}\``,
      readAt === undefined ? said`from a paste` : said`read ${seconds(Date.parse(readAt))}`,
    ],
    ' · ',
  );
}

/** The gateway with every adapter that is on its link; who owns it where several are is among the questions. */
export function gatewayOf({ change, listing, checks, netstack }: Plan): Phrase[] {
  if (change === null || change.gateway === null) return [];
  const value = readIpv4(change.gateway);
  const on = listing.vmknics.filter((nic) => {
    if (value === null || nic.netstack !== netstack || nic.enabled === false || nic.ipv4 === null) return false;
    const prefix = readPrefix(`${nic.ipv4}/${nic.prefixLength ?? 32}`);
    return prefix !== null && contains(prefix, value);
  });
  const where =
    on.length === 0 ? 'on no link that was read' : `on the link of ${on.map(({ name }) => name).join(' and ')}`;
  const arp = checks.find(({ id, state }) => id === 'C9' && (state === 'green' || state === 'at-apply'));
  const answers = arp === undefined ? [] : [said`${arp.text.replace(/\.$/, '')}`];
  return [between([said`Gateway \`${change.gateway}\`, ${where}`, ...answers], ' · ')];
}

const MOST_RANGES = 3;

/** The exact difference of paths, in one line. */
export function movesOf(plan: Plan): Phrase {
  const { changes } = plan.diff;
  if (changes.length === 0) return said`No path changes.`;
  const [first] = changes;
  if (changes.length === 1)
    return said`${capital(movedText(plan)).replace(/\.$/, '')}, ${wayText(first!.before)} → ${wayText(first!.after)}.`;
  const ranges = changes
    .slice(0, MOST_RANGES)
    .map((each) => `${rangeText(each.first, each.last)}: ${wayText(each.before)} → ${wayText(each.after)}`);
  const more = changes.length - MOST_RANGES;
  return said`${capital(movedText(plan))} ${ranges.join('; ')}${more > 0 ? `; ${count(more, 'more range')} in the details` : ''}.`;
}

export function undoOf({ undo, timer, persistent }: Plan): Phrase {
  const reverts = timer === null ? 'reverts itself' : `reverts itself after ${timer} s`;
  return between(
    [
      said`Undo: ${undo.map((words) => `\`${words.join(' ')}\``).join(', then ')}`,
      said`${reverts} unless it is confirmed by a new login`,
      said`${SURVIVES[String(persistent) as 'true' | 'false' | 'unknown']}`,
    ],
    ' · ',
  );
}

/** What takes back a change that stays. */
export function takeBackOf({ undo, persistent }: Plan): Phrase {
  return between(
    [
      said`To take it back: ${undo.map((words) => `\`${words.join(' ')}\``).join(', then ')}`,
      said`${SURVIVES[String(persistent) as 'true' | 'false' | 'unknown']}`,
    ],
    ' · ',
  );
}

const SURVIVES = {
  true: 'survives a reboot',
  false: 'does not survive a reboot on this version',
  unknown: 'whether it survives a reboot on this version is not known',
} as const;

/** Every question that confirming answers, and everything that was not read. */
export function openQuestions({ questions, checks, diff }: Plan): readonly Phrase[] {
  const unread = checks.filter(({ state }) => state === 'not-known');
  return [
    ...questions.map((each) => said`${each}`),
    ...unread.map(({ text }) => said`${text}`),
    ...diff.notes.filter((note) => !questions.some((each) => each.includes(note))).map((note) => said`${note}`),
  ];
}
