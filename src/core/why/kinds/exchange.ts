import type { HostState, Route } from '../../esxi/host-state.ts';
import { type AddRoute, parseChange, type RemoveRoute } from '../../routing/change.ts';
import { type Path, whatIf } from '../../routing/what-if.ts';
import { type Draft, grounds, sure, todo, what } from '../answer.ts';
import { pathOf } from '../path-text.ts';

/** Two changes in one question, an entry removed and another added: what moves from the present table to the last one. */
export function exchange(state: HostState, first: string, second: string): Draft {
  const [remove, add] = [parseChange(first), parseChange(second)];
  const wrong = [remove, add].find((each) => 'wrong' in each);
  if (wrong !== undefined && 'wrong' in wrong) return { premise: 'cannot-tell', answer: wrong.wrong, steps: [] };
  if (!('change' in remove) || !('change' in add) || remove.change.kind !== 'remove' || add.change.kind !== 'add') {
    return apart(first, second);
  }
  const removal = whatIf(state, remove.change);
  if (removal === null) return apart(first, second);
  const addition = whatIf(without(state, remove.change), add.change);
  const refused = [...removal.refusals, ...(addition?.refusals ?? [])][0];
  if (refused !== undefined) {
    const answer = `That is two changes, and I would not make one of them: ${refused.message}`;
    return { premise: 'does-not-hold', answer, steps: [] };
  }
  const [from, to] = [removal.changes, addition?.changes ?? []];
  if (from.length !== 1 || to.length !== 1 || from[0]!.first !== to[0]!.first || from[0]!.last !== to[0]!.last) {
    return apart(first, second);
  }
  return swapped(remove.change, add.change, from[0]!, to[0]!.after, [first, second]);
}

function swapped(
  { network }: RemoveRoute,
  { gateway }: AddRoute,
  {
    first,
    last,
    before,
    after: between,
  }: { readonly first: string; readonly last: string; readonly before: Path; readonly after: Path },
  then: Path,
  words: readonly string[],
): Draft {
  const who = first === last ? first : `${first}–${last}`;
  return {
    premise: 'holds',
    answer: `That is two changes, and together they move ${who}: ${pathOf(before)} now, ${pathOf(then)} then. Everything else keeps its path.`,
    steps: [
      what(`Between the two, ${who} goes: ${pathOf(between)}.`, 'inferred'),
      sure(
        `The entry of ${network} then leads to ${gateway}; that this router forwards what it gets is not in a table.`,
        'inferred',
      ),
      grounds('inferred'),
      todo(`${words.map((each) => `\`what-if ${each}\``).join(' and ')} show each change alone.`, 'documented'),
    ],
    about: [network],
    destination: network,
  };
}

function apart(first: string, second: string): Draft {
  return {
    premise: 'cannot-tell',
    answer: `That is two changes, and each is answered alone: ask \`what-if ${first}\`, and \`what-if ${second}\`.`,
    steps: [],
  };
}

/** The state as it is once the entry is gone. */
function without(state: HostState, { network, gateway, netstack }: RemoveRoute): HostState {
  const stays = (each: Route) =>
    each.netstack !== netstack ||
    each.network !== network ||
    each.gateway === null ||
    (gateway !== null && each.gateway !== gateway);
  return { ...state, ...(state.routes === undefined ? {} : { routes: state.routes.filter(stays) }) };
}
