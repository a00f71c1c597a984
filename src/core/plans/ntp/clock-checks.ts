/** What the step of the clock does, and whether the clock can be brought right at all. */
import { judgeTime } from '../../time/judge.ts';
import { CLEAR_CLOCK } from '../../time/kernel-clock.ts';
import { GUEST_MS, PANIC_MS } from '../../time/limits.ts';
import { spanText } from '../../time/words.ts';
import type { Check } from '../checks.ts';
import { words } from '../words.ts';
import { check, type TimeChecked } from './checked.ts';
import { guestWords, isBig, offText } from './guests.ts';

export function ofGuests({ state, off, considered, refusals }: TimeChecked): Check {
  if (refusals.some(({ code }) => code === 'guests-not-considered'))
    return check('T5', 'refused', 'The step of the clock would reach the guests.');
  if (off === null)
    return check(
      'T5',
      'not-known',
      'How far the clock is off, and so whether guests would jump, was not read.',
      words('date -u'),
    );
  if (!isBig(off)) {
    const most = Math.abs(off.ms) + (off.boundMs ?? 0);
    return most < GUEST_MS
      ? check('T5', 'green', `The clock is off by ${offText(off)}, which no guest notices.`)
      : check('T5', 'asked', `The clock is right to ${spanText(most)} beside mine: may guests move by as much?`);
  }
  const { why } = guestWords(state, off);
  const asks = considered ? 'The asker says that guests were considered.' : 'Were they considered?';
  return check('T5', 'asked', `The clock steps by ${offText(off)}. ${why} ${asks}`);
}

export function ofClock({ state, off }: TimeChecked): readonly Check[] {
  const { state: is, clock } = judgeTime(state);
  const far = off !== null && Math.abs(off.ms) >= PANIC_MS;
  return [
    ...(far
      ? [check('T6', 'asked', `ntpd may refuse a clock that is ${spanText(off.ms)} off; who sets it by hand first?`)]
      : []),
    ...(is === 'runaway'
      ? [
          check(
            'T7',
            'asked',
            `The clock of this build runs away, which no server cures: when is the host updated${clock.repair === null ? '' : ` to ${clock.repair.updates}`}? Until then \`${CLEAR_CLOCK}\` clears it.`,
          ),
        ]
      : []),
  ];
}
