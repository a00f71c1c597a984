import { routeList } from '../../esxi/commands.ts';
import type { HostState } from '../../esxi/host-state.ts';
import type { Change } from '../../routing/change.ts';
import { parseChange } from '../../routing/change.ts';
import { decide } from '../../routing/decide.ts';
import { whatIf as compare, type ForwardingDiff } from '../../routing/what-if.ts';
import { type Asked, type Draft, grounds, sure, todo, what } from '../answer.ts';
import { pathOf } from '../path-text.ts';
import { exchange } from './exchange.ts';

/** What a change would move, as the exact difference of two tables. */
export function whatIf({ state, question }: Asked): Draft {
  if (question.change === undefined) return incomplete(question.destination);
  const [first, second] = question.change.split(' and ');
  if (second !== undefined) return exchange(state, first!, second);
  const parsed = parseChange(question.change);
  if ('wrong' in parsed) return { premise: 'cannot-tell', answer: parsed.wrong, steps: [] };
  const diff = compare(state, parsed.change);
  if (diff === null) return noTable(routeList(state, parsed.change.netstack));
  return answered(state, diff, parsed.change, question.change);
}

function answered(state: HostState, diff: ForwardingDiff, change: Change, words: string): Draft {
  const refused = diff.refusals[0];
  return {
    premise: refused === undefined ? 'holds' : 'does-not-hold',
    answer: refused === undefined ? headline(diff) : `I would not do that: ${refused.message}`,
    steps: [
      ...diff.changes.slice(0, 8).map(({ first, last, before, after }) => {
        const who = first === last ? first : `${first}–${last}`;
        const { evidence } = decide(state, { destination: first, netstack: change.netstack });
        return what(`${who}: ${pathOf(before)} now, ${pathOf(after)} then.`, diff.certainty, evidence, ['KB344105']);
      }),
      ...(diff.changes.length > 8 ? [what(`${diff.changes.length - 8} more ranges change.`, diff.certainty)] : []),
      ...diff.notes.map((note) => sure(note, 'inferred')),
      grounds(diff.certainty),
      ...(refused === undefined ? [todo(`\`what-if ${words}\` shows every range.`, 'documented')] : []),
    ],
    missing: diff.missing,
    about: change.kind === 'gateway' ? [change.gateway] : [change.network],
  };
}

function headline({ changes }: ForwardingDiff): string {
  if (changes.length === 0) return 'Nothing moves: every address keeps its path.';
  const { first, last, before, after } = changes[0]!;
  const who = first === last ? first : `${first}–${last}`;
  const more =
    changes.length === 1 ? '' : ` and ${changes.length - 1} more ${changes.length === 2 ? 'range' : 'ranges'}`;
  return `The path of ${who}${more} changes: ${pathOf(before)} now, ${pathOf(after)} then. Everything else keeps its path.`;
}

function incomplete(destination: string | null): Draft {
  return {
    premise: 'cannot-tell',
    answer: `A new route needs its gateway: ask "what if I add ${destination ?? 'NETWORK'} via GATEWAY".`,
    steps: [],
  };
}

function noTable(listing: string): Draft {
  return {
    premise: 'cannot-tell',
    answer: `The present routing table was not read, so what would change cannot be told. Paste \`${listing}\`.`,
    steps: [],
    missing: [listing],
  };
}
