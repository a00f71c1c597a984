import { type Change, hostsOf } from '../../changes/change.ts';
import { firstMoves, phraseText, type Shown } from '../../core/describe/change/index.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import type { VoteSubject } from './vote-view.ts';

const MOST_COMMANDS = 10;
const IN_BOX: Shown = { who: (id) => id, when: (at) => `${new Date(at).toISOString().slice(11, 19)} UTC` };

/** What the card warns of first stands in the box too: it is the last that is read before a confirmation counts. */
export function voteSubject(change: Change, plans: readonly AnyPlan[]): VoteSubject {
  const hosts = hostsOf(change);
  const what = `\`${change.approval.id}\` on ${hosts.length === 1 ? `\`${hosts[0]}\`` : 'several hosts'}`;
  const commands = plans.flatMap(({ host, commands }) => commands.map((words) => `${host}: \`${words.join(' ')}\``));
  const first = firstMoves(plans).map((phrase) => phraseText(phrase, IN_BOX));
  return { first, lines: [what, ...commands.slice(0, MOST_COMMANDS)] };
}
