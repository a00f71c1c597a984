import { type Ending, ending } from './ending-shape.ts';
import { said } from './phrase.ts';
import { STATE_WORDS } from './state.ts';
import { type ToldSubject, toldState } from './told.ts';

/** Of several hosts: where it stopped and why, what stays, what was not begun. */
export function wholeEnding({ change, members }: ToldSubject): Ending {
  const state = toldState(change);
  const done = members.filter(({ approval }) => approval.state === 'verified').map(({ approval }) => approval.host);
  if (state === 'verified') return ending(said`${members.length} hosts: the change is verified on each.`, []);
  const stopped = members.filter(({ approval }) => !['verified', 'cancelled', 'pending'].includes(approval.state));
  const rest = members.filter(({ approval }) => approval.state === 'cancelled').map(({ approval }) => approval.host);
  const where = stopped.map(({ approval }) => `${approval.host} (${STATE_WORDS[approval.state]})`);
  const hands = stopped.filter(({ hands: typed }) => typed.length > 0);
  return ending(said`${members.length} hosts: stopped at ${where.join(', ') || STATE_WORDS[state]}.`, [
    ...(change.why === null ? [] : [said`${change.why}`]),
    ...stopped.flatMap(({ approval }) =>
      approval.ended === null || approval.ended.why === null ? [] : [said`${approval.host}: ${approval.ended.why}`],
    ),
    ...hands.map(
      ({ approval, hands: typed }) =>
        said`At the console of ${approval.host}: ${typed.map((each) => `\`${each}\``).join(', then ')}. Then press \`I did this\`.`,
    ),
    ...(done.length === 0 ? [] : [said`Verified and left so: ${done.join(', ')}.`]),
    ...(rest.length === 0 ? [] : [said`Not begun: ${rest.join(', ')}.`]),
  ]);
}
