/** Several hosts under one approval: a table with the state of each, and what is alike said once. */
import {
  differsOf,
  gatewayOf,
  meansOf,
  movesOf,
  named,
  type Phrase,
  partText,
  peersOf,
  said,
  staying,
  takeBackOf,
  undoOf,
} from '../../../core/describe/change/index.ts';
import type { AnyPlan } from '../../../core/plans/any-plan.ts';
import { typedWords } from '../../../core/plans/words.ts';
import { alike } from './alike.ts';
import { judgePieces } from './judge.ts';
import type { Piece } from './page.ts';
import type { CardSubject } from './subject.ts';

/** In the order in which they are changed. */
export function hostTable({ members, plans, change }: CardSubject): Piece {
  const rows = members.map((member, i) => {
    const plan = plans.find(({ digest }) => digest === member.approval.digest) ?? plans[i];
    const read = plan?.readAt === undefined ? '–' : `${plan.readAt.slice(11, 19)} UTC`;
    const name = `${member.approval.host}${i === 0 ? ' (first)' : ''}`;
    const differs = plan?.kind === 'ntp' ? [differsOf(plan).join('; ')] : [];
    return [name, plan?.version ?? '–', read, ...differs, partText(member, change)];
  });
  const differs = plans.some(({ kind }) => kind === 'ntp') ? ['what differs'] : [];
  return { kind: 'table', rows: [['host', 'version', 'read', ...differs, 'state'], ...rows] };
}

/** Commands, paths, peers, undo and questions: once where they are the same everywhere, else with the hosts they are of. */
export function sharedFacts(plans: readonly AnyPlan[]): Piece[] {
  const facts = alike(plans, (plan) => [...meantBy(plan), ...peersOf(plan)]);
  return [
    commandPiece(plans),
    { kind: 'lines', lines: facts },
    { kind: 'lines', lines: alike(plans, (plan) => [undoOf(plan)]) },
    {
      kind: 'line',
      text: said`The first host is changed alone; the others follow when it is verified, and the first that is not stops the rest.`,
    },
    ...judgePieces(plans),
  ];
}

/** What was run, and what takes it back; with the names of those on which it stays where it is not on all. */
export function stayPieces(subject: CardSubject): Piece[] {
  const plans = staying(subject);
  if (plans.length === 0) return [];
  const back = alike(plans, (plan) => [takeBackOf(plan)]);
  const where = plans.length === subject.plans.length ? [] : said`On ${named(plans.map(({ host }) => String(host)))}: `;
  return [commandPiece(plans), { kind: 'lines', lines: back.map((each) => said`${where}${each}`) }];
}

function meantBy(plan: AnyPlan): readonly Phrase[] {
  if (plan.kind === 'ntp') return meansOf(plan);
  return [...gatewayOf(plan), said`Stack \`${plan.netstack}\` · ${movesOf(plan)}`];
}

function commandPiece(plans: readonly AnyPlan[]): Piece {
  const each = plans.map(({ commands }) => commands.map((words) => typedWords(words)));
  if (new Set(each.map((lines) => lines.join('\n'))).size === 1) return { kind: 'commands', lines: each[0]! };
  const lines = alike(plans, ({ commands }) => commands.map((words) => said`\`${typedWords(words)}\``));
  return { kind: 'list', title: 'Commands', lines };
}
