import type { HostState } from '../esxi/host-state.ts';
import type { TimePlan } from '../plans/ntp/plan.ts';
import type { Plan } from '../plans/plan.ts';
import { typedWords } from '../plans/words.ts';
import type { Reply, Section } from '../reply.ts';
import { anyPlanWords } from './any-plan.ts';
import { againWords } from './change/again.ts';
import { hostTitle, joined } from './join.ts';
import { capital, describePlan, ownMoves, protectedMoves, type Quoting } from './plan.ts';
import { section, text } from './sections.ts';
import { describeTimePlan } from './time-plan.ts';
import { count, list } from './words.ts';

/** A host that was asked about and that no plan was made for, and why. */
export interface NotPlanned {
  readonly host: string | number;
  readonly why: string;
}

interface Planned {
  readonly plan: Plan | TimePlan;
  readonly state: HostState;
  readonly quote: Quoting;
}

/** Nobody reads the details of more hosts in one answer. */
const MOST_DETAILED = 3;

/** The plans of several hosts under one approval: first a table of what becomes of each, then some for themselves, those with trouble first. */
export function describePlans(planned: readonly Planned[], others: readonly NotPlanned[]): Reply {
  const troubled = planned.filter(({ plan }) => outcomeOf(plan)[0] !== 'applicable');
  const alike = refusedAlike(planned.map(({ plan }) => plan)) !== null && others.length === 0;
  const detailed = [...new Set([...troubled, ...planned])].slice(0, alike ? 1 : MOST_DETAILED);
  const parts = detailed.map(({ plan, state, quote }) => ({
    host: plan.host,
    reply: plan.kind === 'ntp' ? describeTimePlan(plan, state) : describePlan(plan, state, quote),
  }));
  const [first] = planned;
  if (planned.length === 1 && others.length === 0) return parts[0]!.reply;
  const rows = [
    ...planned.map(({ plan }) => [hostTitle(plan.host), commandsText(plan), ...outcomeOf(plan)]),
    ...others.map(({ host, why }) => [hostTitle(host), '-', 'no plan', why]),
  ];
  const each =
    parts.length === 1
      ? [{ title: hostTitle(first!.plan.host), blocks: [] }, ...parts[0]!.reply.sections]
      : joined(parts).sections;
  return {
    headline: {
      text: headline(
        planned.map(({ plan }) => plan),
        others.length,
      ),
    },
    ...(parts.length === 1 && parts[0]!.reply.context !== undefined && { context: parts[0]!.reply.context }),
    sections: [
      ...section('Hosts', { kind: 'table', header: ['host', 'what is run', 'result', 'why'], rows }),
      ...withoutRefused(planned.map(({ plan }) => plan)),
      ...each.filter(({ blocks }) => blocks.length > 0),
      ...leftOut(planned.length - detailed.length),
    ],
  };
}

/** The same for those that are not refused, to be copied. */
function withoutRefused(plans: readonly (Plan | TimePlan)[]): readonly Section[] {
  const rest = plans.filter(({ refusals }) => refusals.length === 0);
  const words = rest.length === plans.length || rest[0] === undefined ? null : againWords(rest[0]);
  if (words === null) return [];
  const hosts = rest.map(({ host }) => String(host)).join(' ');
  return section('For the others alone', {
    kind: 'commands',
    commands: [`vmkbot ${words.replace(` ${rest[0]!.host} `, ` ${hosts} `)}`],
  });
}

function leftOut(hosts: number): readonly Section[] {
  const words = `The plans of ${count(hosts, 'more host')} are not set out here. Name a host alone to read its own; \`--json\` holds them all.`;
  return hosts === 0 ? [] : section('Others', text({ text: words }));
}

const commandsText = ({ commands }: Plan | TimePlan) => commands.map(typedWords).join('; ') || '-';

/** What becomes of one, and why. */
function outcomeOf(plan: Plan | TimePlan): readonly [result: string, why: string] {
  const { refusals, missing, notApplicable, questions } = plan;
  if (refusals.length > 0) return ['refused', refusals[0]!.message];
  if (missing.length > 0) return ['needs values', missing[0]!.question];
  if (!plan.applicable) return ['not applicable', notApplicable[0] ?? '-'];
  if (plan.readAt !== undefined && plan.timer === null) return ['not applicable', 'No policy allows it.'];
  const asked = questions.length === 0 ? '-' : `${count(questions.length, 'question')} before it is confirmed`;
  return ['applicable', movesSession(plan) ? `moves my own session; ${asked}` : asked];
}

const movesSession = ({ protected: peers }: Plan | TimePlan) =>
  peers.some(({ role, fate }) => role === 'this-bot' && (fate === 'moves' || fate === 'cut'));

function headline(plans: readonly (Plan | TimePlan)[], others: number): string {
  const named = (some: readonly (Plan | TimePlan)[]) => list(few(some.map(({ host }) => hostTitle(host))));
  const moves = movesOf(plans)
    .map(({ who, moving }) => `This moves ${who} on ${named(moving)}. `)
    .join('');
  const what = `${capital(anyPlanWords(plans[0]!))} on ${count(plans.length + others, 'host')}`;
  const refused = plans.filter(({ refusals }) => refusals.length > 0);
  const open = plans.filter((plan) => plan.refusals.length === 0 && outcomeOf(plan)[0] !== 'applicable');
  const why = refusedAlike(plans);
  if (why !== null && others === 0) return `${moves}${what}: refused on each of them. ${why}`;
  if (refused.length > 0 && refused.length === plans.length)
    return `${moves}${what}: refused on each of them; the table says why.`;
  if (refused.length > 0) {
    const reasons = new Set(refused.map(({ refusals }) => refusals[0]!.message));
    const reason = reasons.size === 1 ? [...reasons][0] : 'The table says why.';
    return `${moves}${what}: refused for ${named(refused)}, so none of it is asked for. ${reason}`;
  }
  if (open.length > 0) return `${moves}${what}: not to be applied as it is on ${named(open)}.`;
  const left = others === 0 ? '' : `, ${others === 1 ? 'one has' : `${others} have`} nothing to cure`;
  return `${moves}${what}${left}: ${hostTitle(plans[0]!.host)} comes first, the others once it is verified.`;
}

/** The reason where all are refused for the same. */
function refusedAlike(plans: readonly (Plan | TimePlan)[]): string | null {
  const reasons = new Set(plans.map(({ refusals }) => refusals[0]?.message ?? null));
  const [why] = reasons;
  return reasons.size === 1 && plans.length > 1 ? (why ?? null) : null;
}

/** Who is reached another way, and on which hosts: the bot itself first, then protected peers. */
function movesOf(plans: readonly (Plan | TimePlan)[]) {
  const all = new Map<string, (Plan | TimePlan)[]>();
  const note = (who: string, plan: Plan | TimePlan) => all.set(who, [...(all.get(who) ?? []), plan]);
  for (const plan of plans) if (plan.kind !== 'ntp' && ownMoves(plan) !== null) note(ownMoves(plan)!.who, plan);
  for (const plan of plans) if (plan.kind !== 'ntp') for (const { who } of protectedMoves(plan)) note(who, plan);
  return [...all].map(([who, moving]) => ({ who, moving }));
}

const MOST_NAMED = 5;

const few = (names: readonly string[]) =>
  names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} others`] : names;
