/** What a second person must be shown of a plan before confirming it, one phrase each. */
import { contains, readIpv4, readPrefix } from '../../net/address.ts';
import type { AnyPlan } from '../../plans/any-plan.ts';
import { macIn } from '../../plans/checks.ts';
import { offText } from '../../plans/ntp/guests.ts';
import type { TimePlan } from '../../plans/ntp/plan.ts';
import type { Plan } from '../../plans/plan.ts';
import { typedWords } from '../../plans/words.ts';
import { rangeText } from '../forwarding-diff.ts';
import { hostTitle } from '../join.ts';
import { capital, movedText, ownMoves, peersText, protectedMoves } from '../plan.ts';
import { count, wayText } from '../words.ts';
import { idleText } from './idle.ts';
import { named } from './part.ts';
import { between, type Phrase, said, seconds } from './phrase.ts';

/** Where, through whom, what moves, who stays reachable. */
export function pathFacts(plan: AnyPlan): readonly Phrase[] {
  return [whereOf(plan), ...meansOf(plan), ...peersOf(plan)];
}

/** What becomes different: ways of a table, or settings of time. */
export function meansOf(plan: AnyPlan): readonly Phrase[] {
  return plan.kind === 'ntp' ? timeFacts(plan) : [...gatewayOf(plan), movesOf(plan)];
}

/** Each setting before and after, how far the clock is to step, and how it is seen whether it helps. */
function timeFacts(plan: TimePlan): readonly Phrase[] {
  const { off } = plan;
  const ahead = (off?.ms ?? 0) < 0 ? 'ahead of' : 'behind';
  const than = off?.from === 'bot' ? 'mine' : 'its server';
  return [
    ...differsOf(plan).map((each) => said`${capital(each)}.`),
    ...(off === null ? [] : [said`The clock is ${offText(off)} ${ahead} ${than}; a clock that is corrected stays so.`]),
    said`Applied within seconds, then watched for up to 15 min: whether the host follows a server.`,
  ];
}

/** `servers none → 10.0.0.5`. */
export function differsOf({ differs }: TimePlan): readonly string[] {
  return differs.map(({ what, before, after }) => `${what} ${before ?? 'not known'} → ${after}`);
}

/** The same, and what takes it back. */
export function planFacts(plan: AnyPlan): readonly Phrase[] {
  return [...pathFacts(plan), undoOf(plan)];
}

const MOST_MOVING = 12;

/** Who moves, and who does not. The bot's own session is named once. */
export function peersOf({ protected: peers }: AnyPlan): readonly Phrase[] {
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

/** Of several hosts; whom else they move stands among the peers. */
const MOST_FIRST = 5;

/**
 * Said before everything else: that it moves the bot's own session, then protected peers that it moves, or that it moves nobody now;
 * alike on several hosts once.
 */
export function firstMoves(plans: readonly AnyPlan[]): readonly Phrase[] {
  const moves = new Map<string, { readonly who: string; readonly how: string; readonly hosts: string[] }>();
  const own = plans.map((plan) => ({ plan, move: ownMoves(plan) }));
  const peers = plans.flatMap((plan) => protectedMoves(plan).map((move) => ({ plan, move })));
  for (const { plan, move } of [...own, ...peers]) {
    if (move === null) continue;
    const key = JSON.stringify(move);
    const found = moves.get(key) ?? { ...move, hosts: [] };
    found.hosts.push(hostTitle(plan.host));
    moves.set(key, found);
  }
  const moving = [...moves.values()]
    .slice(0, MOST_FIRST)
    .map(({ who, how, hosts }) => said`This moves ${who} on ${named(hosts)}: ${how}.`);
  return [...moving, ...idlePhrases(plans)];
}

function idlePhrases(plans: readonly AnyPlan[]): readonly Phrase[] {
  const idle = plans.flatMap((plan) => {
    const how = idleText(plan);
    return how === null ? [] : [{ how, host: hostTitle(plan.host) }];
  });
  return [...new Set(idle.map(({ how }) => how))].slice(0, MOST_FIRST).map((how) => {
    const hosts = idle.filter((each) => each.how === how).map(({ host }) => host);
    return said`This changes nothing now on ${named(hosts)}: ${how}`;
  });
}

/** Host, version, stack, and when its table was read. */
export function whereOf({ host, kind, product, version, netstack, readAt }: AnyPlan): Phrase {
  return between(
    [
      said`${hostTitle(host)}, ${product ?? 'ESX/ESXi'} ${version ?? 'of a version not shown'}`,
      ...(kind === 'ntp' ? [] : [said`stack \`${netstack}\``]),
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
  const mac = macIn(checks);
  const arp = checks.find(({ id, state }) => id === 'C9' && (state === 'green' || state === 'at-apply'));
  const told = mac === null ? arp?.text.replace(/\.$/, '') : `answers there as \`${mac}\``;
  const answers = told === undefined ? [] : [said`${told}`];
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

export function undoOf({ undo, timer, persistent }: AnyPlan): Phrase {
  const reverts = timer === null ? 'reverts itself' : `reverts itself after ${timer} s`;
  return between(
    [
      said`Undo: ${undo.map((words) => `\`${typedWords(words)}\``).join(', then ')}`,
      said`${reverts} unless it is confirmed by a new login`,
      said`${SURVIVES[String(persistent) as 'true' | 'false' | 'unknown']}`,
    ],
    ' · ',
  );
}

/** What takes back a change that stays. */
export function takeBackOf({ undo, persistent }: AnyPlan): Phrase {
  return between(
    [
      said`To take it back: ${undo.map((words) => `\`${typedWords(words)}\``).join(', then ')}`,
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
