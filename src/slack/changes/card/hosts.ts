/** Several hosts under one approval: a table with the state of each, and what is alike said once. */
import type { Change } from '../../../changes/change.ts';
import {
  gatewayOf,
  movesOf,
  NOW_WORDS,
  openQuestions,
  type Phrase,
  peersOf,
  STATE_WORDS,
  said,
  toldState,
  undoOf,
} from '../../../core/describe/change/index.ts';
import { list } from '../../../core/describe/words.ts';
import type { Plan } from '../../../core/plans/plan.ts';
import type { Piece } from './page.ts';
import type { CardSubject } from './subject.ts';

/** In the order in which they are changed. */
export function hostTable({ members, plans, change }: CardSubject): Piece {
  const isCancelled = toldState(change) === 'cancelled';
  const rows = members.map((member, i) => {
    const plan = plans.find(({ digest }) => digest === member.approval.digest) ?? plans[i];
    const read = plan?.readAt === undefined ? '–' : `${plan.readAt.slice(11, 19)} UTC`;
    const name = `${member.approval.host}${i === 0 ? ' (first)' : ''}`;
    return [name, plan?.version ?? '–', read, memberState(member, isCancelled)];
  });
  return { kind: 'table', rows: [['host', 'version', 'read', 'state'], ...rows] };
}

/** What was asked for together is called off together; a single one that is was not begun. */
function memberState({ approval: { state, progress } }: Change, isCancelled: boolean): string {
  if (state === 'applying') return NOW_WORDS[progress ?? 'claimed'];
  return state === 'cancelled' && !isCancelled ? 'not begun' : STATE_WORDS[state];
}

/** Commands, paths, peers, undo and questions: once where they are the same everywhere, else with the hosts they are of. */
export function sharedFacts(plans: readonly Plan[]): Piece[] {
  const facts = alike(plans, (plan) => [
    ...gatewayOf(plan),
    said`Stack \`${plan.netstack}\` · ${movesOf(plan)}`,
    ...peersOf(plan),
  ]);
  return [
    commandPiece(plans),
    { kind: 'lines', lines: facts },
    { kind: 'lines', lines: alike(plans, (plan) => [undoOf(plan)]) },
    {
      kind: 'line',
      text: said`The first host is changed alone; the others follow when it is verified, and the first that is not stops the rest.`,
    },
    { kind: 'list', title: 'To judge before confirming', lines: alike(plans, openQuestions) },
  ];
}

function commandPiece(plans: readonly Plan[]): Piece {
  const each = plans.map(({ commands }) => commands.map((words) => words.join(' ')));
  if (new Set(each.map((lines) => lines.join('\n'))).size === 1) return { kind: 'commands', lines: each[0]! };
  const lines = alike(plans, ({ commands }) => commands.map((words) => said`\`${words.join(' ')}\``));
  return { kind: 'list', title: 'Commands', lines };
}

const MOST_NAMED = 6;

function alike(plans: readonly Plan[], of: (plan: Plan) => readonly Phrase[]): readonly Phrase[] {
  const all = new Map<string, { readonly phrase: Phrase; readonly hosts: string[] }>();
  for (const plan of plans) {
    for (const phrase of of(plan)) {
      const key = JSON.stringify(phrase);
      const found = all.get(key) ?? { phrase, hosts: [] };
      found.hosts.push(String(plan.host));
      all.set(key, found);
    }
  }
  return [...all.values()].map(({ phrase, hosts }) =>
    hosts.length === plans.length ? phrase : said`${namesOf(hosts)}: ${phrase}`,
  );
}

function namesOf(hosts: readonly string[]): string {
  const left = hosts.length - MOST_NAMED;
  return list(left > 0 ? [...hosts.slice(0, MOST_NAMED), `${left} others`] : hosts);
}
