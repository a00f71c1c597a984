import type { HostState } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { readIpv4 } from '../net/address.ts';
import type { Fated } from '../plans/blast.ts';
import type { Plan } from '../plans/plan.ts';
import type { Line, Quote, Reply, Section } from '../reply.ts';
import { rangeText } from './forwarding-diff.ts';
import { bullets, commands, section, text } from './sections.ts';
import { contextOf, list, wayText } from './words.ts';

/** Marks lines with the input that they stand in, where there are several. */
export type Quoting = (evidence: readonly Evidence[]) => readonly Quote[];

/** A plan for people: what it does and whether it may be, then the own session, whom else it moves, what takes it back, and every question left. */
export function describePlan(plan: Plan, state: HostState, quote: Quoting = (evidence) => evidence): Reply {
  const { refusals, diff } = plan;
  return {
    headline: { text: headline(plan) },
    context: contextOf(state, `stack ${plan.netstack}`, 'nothing was changed'),
    sections: [
      // The first line says the first reason.
      ...section(
        'Why it is refused',
        bullets(
          refusals
            .map(({ message }) => message)
            .filter((each) => refusals.length > 1 || !headline(plan).includes(each)),
        ),
      ),
      ...section('What is missing', bullets(plan.missing.map(({ question }) => question)), text(...valuesText(plan))),
      ...section('My own session', text(...sessionText(plan, state, quote))),
      ...section('What would be run', commands(plan.commands.map((words) => words.join(' ')))),
      ...(diff.changes.length === 0 ? [] : movesSection(plan)),
      ...section('Undo', commands(plan.undo.map((words) => words.join(' '))), text(...undoText(plan))),
      // What is refused has nothing left to ask.
      ...(refusals.length > 0 ? [] : openSections(plan)),
      ...section(
        'To know',
        bullets([
          ...diff.notes,
          ...routerTried(plan),
          ...plan.notApplicable.filter(isNews(plan)),
          ...nobodyConfirms(plan),
        ]),
      ),
    ],
  };
}

function movesSection(plan: Plan): readonly Section[] {
  const { changes } = plan.diff;
  return section(
    'What moves',
    text(capital(movedText(plan))),
    {
      kind: 'table',
      header: ['addresses', 'before', 'after'],
      rows: changes.map(({ first, last, before, after }) => [rangeText(first, last), wayText(before), wayText(after)]),
    },
    text(...peersText(plan.protected.filter(({ role }) => role !== 'this-bot'))),
  );
}

function openSections({ questions, checks }: Plan): readonly Section[] {
  const unknown = checks.filter(({ state }) => state === 'not-known');
  // What holds for a moment only is looked at when it is applied.
  const run = checks.filter(({ state }) => state !== 'at-apply').flatMap((check) => check.run);
  return [
    ...section('Before it is confirmed', bullets(questions)),
    ...section('Not known yet', bullets(unknown.map((check) => check.text))),
    ...section('To find out', commands([...new Set(run.map((words) => words.join(' ')))])),
  ];
}

/** How the values that are missing are given. */
function valuesText({ rule, host, missing }: Plan): readonly Line[] {
  if (rule === null || missing.length === 0) return [];
  const names = new Set(missing.map(({ name }) => name));
  const values = [...(names.has('network') ? ['NET/LEN'] : []), ...(names.has('gateway') ? ['via GW'] : [])];
  const words = ['fix', rule, ...(typeof host === 'string' ? [host] : []), ...values];
  return [{ text: `With them: \`${words.join(' ')}\`.` }];
}

/** A value that is missing is told where it is asked for. */
const isNews =
  ({ missing }: Plan) =>
  (reason: string) =>
    missing.length === 0 || reason !== 'A value is missing.';

/** Whether the router is there is looked at when it is applied, and stops it. */
function routerTried({ checks, refusals }: Plan): readonly string[] {
  const tried = refusals.length > 0 ? [] : checks.filter(({ id, state }) => id === 'C9' && state === 'at-apply');
  return tried.map((check) => check.text);
}

/** Policies set the timer of whatever they allow. */
function nobodyConfirms({ readAt, timer, refusals, change }: Plan): readonly string[] {
  const open = readAt !== undefined && timer === null && refusals.length === 0 && change !== null;
  return open ? ['No policy allows such a change of this host, so nobody can confirm it.'] : [];
}

/** The session that the host was read over, as the host shows it. */
function sessionText({ protected: peers, steps }: Plan, { session }: HostState, quote: Quoting): readonly Line[] {
  const own = peers.find(({ role }) => role === 'this-bot');
  if (own === undefined || (steps.length === 0 && own.fate === 'unchanged')) return [];
  const moves: Readonly<Record<Fated['fate'], string>> = {
    unchanged: 'does not move',
    moves: `moves: ${waysText(own)}`,
    cut: `would be answered by another adapter than the one it dialled, or by none: ${waysText(own)}`,
    'not-known': 'may move: no adapter was seen to have the address that it dialled',
  };
  const evidence = quote(Object.values(session?.evidence ?? {}).slice(0, 1));
  return [{ text: `It comes from \`${own.address}\` to \`${own.dialled}\` and ${moves[own.fate]}.`, evidence }];
}

const waysText = ({ before, after }: Fated) =>
  before === null || after === null ? 'by which way is not known' : `${wayText(before)} → ${wayText(after)}`;

/** A plan that moves the bot's own session says so before everything else. */
function headline(plan: Plan): string {
  const what = `${typeof plan.host === 'number' ? `Host ${plan.host}` : plan.host}: ${planWords(plan)}`;
  const own = ownMoves(plan);
  const session = own === null ? '' : `This moves ${own.who}: ${own.how}. `;
  const [refusal] = plan.refusals;
  if (refusal?.code === 'cuts-own-session' && session !== '') {
    const { after } = plan.protected.find(({ role }) => role === 'this-bot')!;
    const arrives = hasWay(after) ? 'Whether they would arrive that way nothing shows' : 'They have no other way';
    return `${session}${arrives}, so I will not do it.`;
  }
  if (refusal !== undefined) return `${session}${refusal.message}`;
  if (plan.confidence === 'needs-values') return `${what}. ${plan.missing[0]!.question}`;
  const moved = plan.diff.changes.length === 0 ? 'no path changes.' : `${movedText(plan)}`;
  const moves = protectedMoves(plan).map(({ who, how }) => `This moves ${who}: ${how}.`);
  return [`${session}${moves.join(' ')}`.trim(), `${what}; ${moved}`].filter((part) => part !== '').join(' ');
}

/** Who is reached another way afterwards, and how: `vcenter`, `what goes to 10.0.0.9 would leave by vmk1 instead of vmk0`. */
export interface Moving {
  readonly who: string;
  readonly how: string;
}

/** Configured peers that are reached another way afterwards; those that go the same way together. */
export function protectedMoves({ protected: peers }: Pick<Plan, 'protected'>): readonly Moving[] {
  const ways = new Map<string, Fated[]>();
  for (const peer of peers.filter(({ role, fate }) => role === 'configured' && (fate === 'moves' || fate === 'cut'))) {
    const way = `would leave by ${wayText(peer.after!)} instead of ${wayText(peer.before!)}`;
    ways.set(way, [...(ways.get(way) ?? []), peer]);
  }
  return [...ways].map(([way, moving]) => {
    const addresses = moving.map(({ name, address }) => address ?? name);
    return {
      who: list(few(moving.map(({ name }) => name))),
      how: `what goes to ${list(few(addresses))} ${way}`,
    };
  });
}

/** The session that the host was read over, where answers to it leave another way afterwards. */
export function ownMoves({ protected: peers }: Pick<Plan, 'protected'>): Moving | null {
  const own = peers.find(({ role, fate }) => role === 'this-bot' && (fate === 'moves' || fate === 'cut'));
  if (own === undefined) return null;
  const how = `answers to ${own.address ?? own.name} would leave by ${wayText(own.after!)} instead of ${wayText(own.before!)}`;
  return { who: 'my own session', how };
}

const hasWay = (after: Fated['after']) => after?.outcome === 'on-link' || after?.outcome === 'via-gateway';

export const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** `add a route to 10.0.0.0/24 via 10.1.0.1`. */
export function planWords({ change, replaces, rule, netstack }: Plan): string {
  if (change === null) return `a fix of ${rule} needs a value`;
  switch (change.kind) {
    case 'add':
      return `${replaces ? 'route' : 'add a route to'} ${change.network} ${replaces ? 'through another router, ' : 'via '}${change.gateway}`;
    case 'remove':
      return `remove the route to ${change.network}${change.gateway === null ? '' : ` via ${change.gateway}`}`;
    case 'gateway':
      return `set the default gateway of ${netstack} to ${change.gateway}`;
  }
}

/** `the path of exactly 256 addresses changes: …` */
export function movedText({ diff: { changes } }: Plan): string {
  const moved = changes.reduce((sum, { first, last }) => sum + readIpv4(last)! - readIpv4(first)! + 1, 0);
  const where =
    changes.length === 1 ? `: ${rangeText(changes[0]!.first, changes[0]!.last)}` : `, in ${changes.length} ranges`;
  return `the path of exactly ${moved.toLocaleString('en-US')} ${moved === 1 ? 'address' : 'addresses'} changes${where}.`;
}

const MOST_NAMED = 8;

const few = (names: readonly string[]) =>
  names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} others`] : names;

/** Those who move, one line each; then the names of those who do not, and of those of whom it is not known. */
export function peersText(peers: readonly Fated[]): readonly Line[] {
  const moving = peers.filter(({ fate }) => fate === 'moves' || fate === 'cut');
  const rest = [...new Set(peers.filter(({ fate }) => fate === 'unchanged').map(nameOf))];
  const unknown = [...new Set(peers.filter(({ fate }) => fate === 'not-known').map(nameOf))];
  return [
    ...moving.map((peer) => ({ text: `${nameOf(peer)}: ${wayText(peer.before!)} → ${wayText(peer.after!)}.` })),
    ...(rest.length === 0 ? [] : [{ text: `Protected peers unchanged: ${list(few(rest))}.` }]),
    ...(unknown.length === 0 ? [] : [{ text: `Whether these move is not known: ${list(few(unknown))}.` }]),
  ];
}

function nameOf({ role, name, dialled }: Fated): string {
  if (role === 'this-bot') return 'my own session';
  const shown = role === 'configured' ? name : `${name} (${role})`;
  return dialled === null ? shown : `${shown} to ${dialled}`;
}

/** Whether it reverts itself, which only what is applied through Slack does, and whether it survives a reboot. */
export function undoText({ timer, persistence, steps, readAt }: Plan): readonly Line[] {
  if (steps.length === 0) return [];
  const reverts =
    timer === null || readAt === undefined
      ? 'Typed by hand nothing reverts it.'
      : `Typed by hand nothing reverts it; confirmed through Slack it reverts itself after ${timer} s unless a new login confirms it.`;
  const { persistent, sources } = persistence;
  const survives =
    persistent === 'unknown'
      ? 'Whether it survives a reboot on this version is not known.'
      : persistent
        ? 'It survives a reboot once the host has saved its state.'
        : 'It does not survive a reboot on this version.';
  return [{ text: reverts }, { text: survives, sources }];
}
